import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { meantBy, meantParams } from '../numbered.ts';
import { firstName } from '../on-duty.ts';
import { codesTaken, undoable } from '../undoable.ts';

const input = z.strictObject({ n: z.number().int(), timezone: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

/** `HECHO 3`: a task of her list of today is done. */
export const taskDone: Operation<Input, null> = {
  name: 'task.done',
  input: input as z.ZodType<Input>,
  reads: {
    task: ({ n, timezone, job }, now) => ({
      sql: {
        sqlite: `select t.id, t.state, p.name from task t join person p on p.id = t.person_id where t.id in (${meantBy('tasks')})`,
      },
      params: meantParams(job.person ?? '', n, now, timezone),
    }),
    taken: ({ job }, now) => codesTaken(job.workspace, job.person, now),
  },
  decide({ task: found, taken = [] }, { n, job }, { now, newId }) {
    const say = (key: string, vars = {}) => jobDone(job, [{ key, vars: { n, ...vars } }], now);
    const [row] = found ?? [];
    if (!row) return { rows: say('task.unknown'), output: null };
    if (row['state'] !== 'open') return { rows: say('task.done-already'), output: null };
    const id = String(row['id']);
    const me = job.person ?? '';
    const { workspace } = job;
    const back = undoable({ operation: taskReopen.name, input: { id }, me, workspace }, taken, { now, newId });
    return {
      rows: [
        {
          op: 'update',
          table: 'task',
          key: { id },
          set: { state: 'done', done_at: now, done_by: me },
          expect: { state: 'open' },
        },
        back.row,
        audited({ kind: 'staff', id: me }, 'task.done', id, {}, { now, workspace }),
        ...say('task.done', { who: firstName(row['name']) || '-', code: back.code }),
      ],
      output: null,
    };
  },
};

const again = z.strictObject({ id: z.string().min(1), job: jobSchema });

/** It was not done after all. Where the same thing to do has come up meanwhile, that one stands for both. */
export const taskReopen: Operation<z.output<typeof again>, null> = {
  name: 'task.reopen',
  input: again,
  reads: {},
  decide(_, { id, job }, { now }) {
    return {
      rows: jobDone(job, [{ key: 'task.reopened', vars: {} }], now),
      statements: [
        {
          sql: { sqlite: `update or ignore task set state = 'open', done_at = null, done_by = null where id = @id` },
          params: { id },
        },
      ],
      output: null,
    };
  },
};
