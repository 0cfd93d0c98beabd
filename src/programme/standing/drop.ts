import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { refused } from '../refusal.ts';
import { targetIn, targetReads } from './target.ts';

const input = z.strictObject({
  who: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  why: z.string().trim().min(1).max(80),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * Somebody has left the programme, and why: nothing more is sent to her, and her number on the roster stays hers. Her
 * conversation keeps where she stood, so that it can be undone. Throws TARGET_UNKNOWN, TARGET_SEVERAL, TARGET_COHORT.
 */
export const drop: Operation<Input, { readonly personId?: string; readonly name?: string }> = {
  name: 'person.drop',
  input: input as z.ZodType<Input>,
  reads: targetReads,
  decide(loaded, given, { now }) {
    const { why, job, workspace } = given;
    const target = targetIn(loaded, given);
    if ('code' in target) return refused(target, job, {}, now);
    const { name } = target;
    if (target.is === 'cohort')
      return refused(
        { code: 'TARGET_COHORT', line: { key: 'standing.only-person', vars: { who: name } } },
        job,
        {},
        now,
      );
    if (target.state === 'dropped') {
      return { rows: jobDone(job, [{ key: 'standing.dropped-already', vars: { who: name } }], now), output: { name } };
    }
    const lines: StaffLine[] = [
      { key: 'standing.dropped', vars: { who: name, why } },
      { key: 'standing.undo', vars: { who: name } },
    ];
    return {
      rows: [
        eventRow(target, 'programme.drop', { why }, { workspace, now }),
        audited(given.by, 'person.drop', target.id, {}, { now, workspace }),
        ...jobDone(job, lines, now),
      ],
      statements: [
        {
          sql: {
            sqlite: `update roster set until = @now where person_id = @person and until is null
              and cohort_id in (select id from cohort where programme = @programme)`,
          },
          params: { person: target.id, programme: target.programme, now },
        },
      ],
      output: { personId: target.id, name },
    };
  },
};
