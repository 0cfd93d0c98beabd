import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, RowWrite } from '../../store/port.ts';

const to = {
  /** Somebody on duty; null: nobody has it. */
  owner: z.string().min(1).nullable().optional(),
  due_on: z.iso.date().nullable().optional(),
  workspace: z.string().default('main'),
};

const assign = z.strictObject({ id: z.string().min(1), ...to });
type Assign = z.output<typeof assign>;

const onDuty = ({ owner, workspace }: { readonly owner?: string | null | undefined; readonly workspace: string }) => ({
  sql: {
    sqlite: 'select 1 from staff where person_id = @owner and workspace = @workspace and until is null limit 1',
  },
  params: { owner: owner ?? null, workspace },
});

/** Gives a task to somebody of the team, by a day. What is not said stays. Throws RECORD_UNKNOWN, STAFF_UNKNOWN. */
export const taskAssign: Operation<Assign, { readonly id: string }> = {
  name: 'task.assign',
  input: assign as z.ZodType<Assign>,
  reads: {
    task: ({ id, workspace }) => ({
      sql: { sqlite: `select id from task where id = @id and workspace = @workspace and state = 'open'` },
      params: { id, workspace },
    }),
    owner: onDuty,
  },
  decide({ task, owner: found }, { id, owner, due_on: due }) {
    if (!task?.length) throw new RecadoError('RECORD_UNKNOWN', { what: 'open task', id });
    if (owner != null && !found?.length) throw new RecadoError('STAFF_UNKNOWN', { name: owner });
    const set = { ...(owner === undefined ? {} : { owner_id: owner }), ...(due === undefined ? {} : { due_on: due }) };
    const rows: RowWrite[] =
      Object.keys(set).length === 0 ? [] : [{ op: 'update', table: 'task', key: { id, state: 'open' }, set }];
    return { rows, output: { id } };
  },
};

const call = z.strictObject({ person: z.string().min(1), ...to });
type Call = z.output<typeof call>;

/** "Call her", for somebody of the team: one is open at a time. Without an owner the facilitator of her cohort gets it. Throws STAFF_UNKNOWN. */
export const taskCall: Operation<Call, { readonly id: string }> = {
  name: 'task.call',
  input: call as z.ZodType<Call>,
  reads: {
    open: ({ person }) => ({
      sql: { sqlite: `select id from task where person_id = @person and topic = 'call' and state = 'open'` },
      params: { person },
    }),
    owner: onDuty,
  },
  decide({ open, owner: found }, { person, owner, due_on: due, workspace }, { now, newId }) {
    if (owner != null && !found?.length) throw new RecadoError('STAFF_UNKNOWN', { name: owner });
    const [there] = open ?? [];
    const given = { ...(owner == null ? {} : { owner_id: owner }), ...(due == null ? {} : { due_on: due }) };
    if (there) {
      const id = String(there['id']);
      const rows: RowWrite[] =
        Object.keys(given).length === 0 ? [] : [{ op: 'update', table: 'task', key: { id }, set: given }];
      return { rows, output: { id } };
    }
    const id = newId();
    const values = { id, workspace, person_id: person, topic: 'call', why: 'call-her', state: 'open', opened_at: now };
    return { rows: [{ op: 'insert', table: 'task', values: { ...values, ...given } }], output: { id } };
  },
};
