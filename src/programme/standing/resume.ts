import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { refused } from '../refusal.ts';
import { targetIn, targetReads } from './target.ts';
import { ofTarget, planAnew } from './told.ts';

const input = z.strictObject({
  who: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * Undoes what the team said: ends the pauses of a cohort or a person, those to come too, and brings back somebody who was
 * taken out: with her enrolment her seat on the roster is hers again (migration 0032). Her own PAUSA stays hers. Throws TARGET_UNKNOWN, TARGET_SEVERAL.
 */
export const resume: Operation<Input, { readonly name?: string; readonly did: 'back' | 'ended' | 'nothing' }> = {
  name: 'person.resume',
  input: input as z.ZodType<Input>,
  reads: {
    ...targetReads,
    pauses: ({ workspace }) => ({
      sql: {
        sqlite: 'select id, cohort_id, person_id from pause where workspace = @workspace and ended_at is null',
      },
      params: { workspace },
    }),
  },
  decide(loaded, given, { now }) {
    const { job, workspace } = given;
    const target = targetIn(loaded, given);
    if ('code' in target) return refused(target, job, { did: 'nothing' } as const, now);
    const whom = ofTarget(target);
    const mine = (loaded['pauses'] ?? []).filter(
      (row) => row['cohort_id'] === whom.cohort_id && row['person_id'] === whom.person_id,
    );
    const back = target.is === 'person' && target.state === 'dropped';
    const did = back ? 'back' : mine.length > 0 ? 'ended' : 'nothing';
    const rows: RowWrite[] = mine.map((row) => ({
      op: 'update',
      table: 'pause',
      key: { id: row['id']! },
      set: { ended_at: now },
    }));
    if (back) rows.push(eventRow(target, 'programme.back', {}, { workspace, now }));
    if (did !== 'nothing') rows.push(audited(given.by, 'person.resume', target.id, {}, { now, workspace }));
    return {
      rows: [...rows, ...jobDone(job, [{ key: `standing.resumed-${did}`, vars: { who: target.name } }], now)],
      statements: mine.length > 0 ? [planAnew(target, now)] : [],
      output: { name: target.name, did },
    };
  },
};
