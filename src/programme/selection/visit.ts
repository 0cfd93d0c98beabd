import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { refused } from '../refusal.ts';
import { applicationIn, askedFields, askedReads, SCORERS } from './asked.ts';

const input = z.strictObject({
  ...askedFields,
  /** When she was visited, as epoch milliseconds; absent: now. */
  at: z.number().int().positive().optional(),
  minutes: z.number().int().min(1).max(1_440).optional(),
  /** Read by the team alone. */
  notes: z.string().trim().max(2_000).default(''),
});
type Input = z.output<typeof input>;

/** Somebody of the team has been to see an applicant. Throws TARGET_UNKNOWN, TARGET_SEVERAL, SELECTION_NOT_YOURS. */
export const visit: Operation<Input, { readonly person?: string }> = {
  name: 'selection.visit',
  input: input as z.ZodType<Input>,
  reads: askedReads,
  decide(loaded, asked, { now }) {
    const { job, by, workspace } = asked;
    const found = applicationIn(loaded, asked, SCORERS);
    if ('line' in found) return refused(found, job, {}, now);
    return {
      rows: [
        {
          op: 'insert',
          table: 'application_visit',
          values: {
            workspace,
            person_id: found.id,
            programme: found.programme,
            happened_at: asked.at ?? now,
            minutes: asked.minutes ?? null,
            notes: asked.notes,
            by_kind: by.kind,
            by_id: by.id,
            entered_at: now,
          },
        },
        ...(job ? [audited(by, 'selection.visit', found.id, {}, { now, workspace })] : []),
        ...jobDone(job, [], now),
      ],
      output: { person: found.id },
    };
  },
};
