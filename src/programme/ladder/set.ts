import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone } from '../job.ts';
import { learnerFields, learnerIn, learnerReads } from '../learner.ts';
import type { Role } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { refused } from '../refusal.ts';
import { STEPS } from './steps.ts';

export const JUDGES: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'counsellor'];

const input = z.strictObject({
  ...learnerFields,
  step: z.enum(STEPS),
  /** The day on which it was so, local; absent: today. */
  on: z.iso.date().optional(),
});
type Input = z.output<typeof input>;

/**
 * Somebody of the team judged where she stands on the digital-inclusion ladder. Lines are added, never changed: the first is
 * where she began, the last where she is. Throws TARGET_UNKNOWN, TARGET_SEVERAL, DAY_FUTURE.
 */
export const ladderSet: Operation<Input, { readonly id?: string; readonly person?: string }> = {
  name: 'ladder.set',
  input: input as z.ZodType<Input>,
  reads: { ...learnerReads, packs: () => packFactsQuery() },
  decide(loaded, given, { now, newId }) {
    const { job, by, workspace, step } = given;
    const learner = learnerIn(loaded, given, JUDGES);
    if ('code' in learner) return refused(learner, job, {}, now);
    const pack = packFactsIn(loaded['packs']).find(({ programme }) => programme === learner.programme);
    const today = localDate(now, pack?.timezone ?? 'UTC');
    const { on = today } = given;
    if (on > today) throw new RecadoError('DAY_FUTURE', { on });
    const id = newId();
    return {
      rows: [
        {
          op: 'insert',
          table: 'ladder_step',
          values: {
            id,
            workspace,
            person_id: learner.id,
            programme: learner.programme,
            step: STEPS.indexOf(step) + 1,
            on_day: on,
            source: 'team',
            by_kind: by.kind,
            by_id: by.id,
            entered_at: now,
          },
        },
        ...(job ? [audited(by, 'ladder.set', learner.id, { step }, { now, workspace })] : []),
        ...jobDone(job, [], now),
      ],
      output: { id, person: learner.id },
    };
  },
};
