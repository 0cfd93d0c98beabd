import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { line } from './lines.ts';

const input = z.strictObject({
  id: z.string(),
  person: z.string(),
  lane: z.string(),
  outcome: z.string(),
  pause: z.string().optional(),
  addresses: z.array(z.string()).default([]),
  phones: z.array(z.string()).default([]),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** `DESHACER 4821` of a call: what was noted counts no more, and what followed from it is taken back. */
export const undoCall: Operation<Input, null> = {
  name: 'follow-up.undo',
  input: input as z.ZodType<Input>,
  reads: {},
  decide(_, { id, person, lane, outcome, pause, addresses, phones, job }, { now }) {
    const { workspace } = job;
    const at = { workspace, now };
    const to = { id: person, lane };
    const rows: RowWrite[] = [
      { op: 'update', table: 'contact_try', key: { id }, set: { undone_at: now } },
      ...(pause === undefined
        ? []
        : [
            { op: 'update', table: 'pause', key: { id: pause }, set: { ended_at: now } } as const,
            eventRow(to, 'cohort.changed', {}, at),
          ]),
      ...addresses.map(
        (address): RowWrite => ({
          op: 'insert-new',
          table: 'person_address',
          values: { person_id: person, address_id: address, workspace, since: now },
        }),
      ),
      ...phones.map((phone): RowWrite => ({ op: 'delete', table: 'wrong_number', key: { person_id: person, phone } })),
      ...(outcome === 'talked' ? [eventRow(to, 'follow-up.talked', { undone: true }, at)] : []),
      audited({ kind: 'staff', id: job.person ?? '' }, 'follow-up.undo', person, {}, at),
      ...jobDone(job, [line('undone')], now),
    ];
    const topic = outcome === 'leaves' ? 'leaving' : outcome === 'wrong' ? 'wrong-number' : undefined;
    return {
      rows,
      statements:
        topic === undefined
          ? []
          : [
              {
                sql: {
                  sqlite: `update task set state = 'done', done_at = @now where person_id = @person and topic = @topic and state = 'open'`,
                },
                params: { now, person, topic },
              },
            ],
      output: null,
    };
  },
};
