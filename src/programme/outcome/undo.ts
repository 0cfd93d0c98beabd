import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({
  id: z.string().min(1).max(100),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** Takes an outcome back: its line stays, and counts nowhere. Throws OUTCOME_UNKNOWN. */
export const outcomeUndo: Operation<Input, { readonly id: string; readonly did: boolean }> = {
  name: 'outcome.undo',
  input: input as z.ZodType<Input>,
  reads: {
    found: ({ id, workspace }) => ({
      sql: { sqlite: 'select person_id, undone_at from outcome where id = @id and workspace = @workspace' },
      params: { id, workspace },
    }),
  },
  decide({ found }, { id, by, workspace, job }, { now }) {
    const row = found?.[0];
    if (!row) throw new RecadoError('OUTCOME_UNKNOWN', { id });
    const did = row['undone_at'] === null;
    const about = row['person_id'] === null ? null : String(row['person_id']);
    return {
      rows: [
        ...(did ? [{ op: 'update' as const, table: 'outcome', key: { id }, set: { undone_at: now } }] : []),
        ...(did && job ? [audited(by, 'outcome.undo', about, {}, { now, workspace })] : []),
        ...jobDone(job, [{ key: did ? 'outcome.undone' : 'outcome.undone-already', vars: {} }], now),
      ],
      output: { id, did },
    };
  },
};
