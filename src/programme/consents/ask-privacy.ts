import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { PRIVACY_DUE } from '../privacy-due.ts';

const input = z.strictObject({
  person: z.string().min(1),
  asks: z.enum(['access', 'erasure', 'rectification']),
  channel: z.string().nullable().default(null),
  /** When she said it; absent: now. */
  at: z.number().int().optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** She asks something about her data: a line of the register, with the day by which it is done. While one is open it is not opened twice. */
export const privacyRequest: Operation<Input, { readonly id: string; readonly dueAt: number }> = {
  name: 'privacy.request',
  input: input as z.ZodType<Input>,
  reads: {
    open: ({ person, asks }) => ({
      sql: {
        sqlite: `select id, due_at from privacy_request where person_id = @person and kind = @asks and state = 'open'`,
      },
      params: { person, asks },
    }),
  },
  decide({ open = [] }, { person, asks, channel, at, workspace, job }, { now, newId }) {
    const done = jobDone(job, [], now);
    const same = open[0];
    if (same) return { rows: done, output: { id: String(same['id']), dueAt: Number(same['due_at']) } };
    const id = newId();
    const asked = at ?? now;
    const dueAt = asked + PRIVACY_DUE;
    const row = { id, workspace, person_id: person, kind: asks, channel, asked_at: asked, due_at: dueAt };
    return { rows: [{ op: 'insert', table: 'privacy_request', values: row }, ...done], output: { id, dueAt } };
  },
};
