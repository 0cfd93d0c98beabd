import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { eventRow } from '../../store/event-row.ts';
import { mergeStatements } from '../../store/merge/persons.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';

/** Why two records became one. `code`: she proved it; `duplicate`: one phone stood twice. */
export const MERGE_WHYS = ['shell', 'staff', 'code', 'duplicate'] as const;

const input = z.strictObject({
  /** Ids. */
  keep: z.string().min(1),
  gone: z.string().min(1),
  why: z.enum(MERGE_WHYS),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

export interface Merged {
  readonly merge: string;
  /** Whose conversation goes on. */
  readonly conversation: string;
}

/**
 * Two persons are one woman. Everything of `gone` becomes that of `keep` by the rules of store/merge/tables.ts, and their
 * lanes one; what waits goes on in order. The conversation of the one further on is kept, else of the one who talked
 * last; the other's is put away. `person.unmerge` undoes it. Throws PERSON_UNKNOWN, MERGE_REFUSED.
 */
export const personMerge: Operation<Input, Merged> = {
  name: 'person.merge',
  input,
  reads: {
    two: ({ keep, gone }) => ({
      sql: {
        sqlite: `select p.id, p.lane_id, p.workspace, p.simulated, p.blocked_at,
            exists (select 1 from enrolment e where e.person_id = p.id and e.state not in ('invited', 'declined')) as enrolled,
            (select count(*) from flow_progress f where f.person_id = p.id and f.finished_at is not null) as finished,
            coalesce((select c.updated_at from conversation c where c.person_id = p.id), 0) as talked
          from person p where p.id in (@keep, @gone) and p.erased_at is null`,
      },
      params: { keep, gone },
    }),
  },
  decide({ two = [] }, { keep, gone, why, job }, { now, newId }) {
    const kept = personOf(two, keep);
    const other = personOf(two, gone);
    // Whom she asked us to forget must not live on as somebody else.
    if (kept['blocked_at'] !== null || other['blocked_at'] !== null) throw new RecadoError('MERGE_REFUSED');
    if (keep === gone || kept['workspace'] !== other['workspace'] || kept['simulated'] !== other['simulated'])
      throw new RecadoError('MERGE_REFUSED');
    // Who came from another number to prove who she is has talked last, and only about that.
    const lost = why !== 'code' && isFurther(other, kept) ? keep : gone;
    const merge = newId();
    const workspace = String(kept['workspace']);
    const lanes = { kept: String(kept['lane_id']), gone: String(other['lane_id']) };
    const values = {
      id: merge,
      workspace,
      person_id: keep,
      gone_id: gone,
      why,
      was_lane: lanes.kept === lanes.gone ? null : lanes.gone,
      at: now,
    };
    const news = (name: string): RowWrite => eventRow({ id: keep, lane: lanes.kept }, name, {}, { workspace, now });
    return {
      rows: [
        { op: 'insert', table: 'merge', values },
        // What comes to her by time is planned anew: her cohort may be another.
        news('cohort.changed'),
        ...(why === 'code' ? [news('link.done')] : []),
        ...jobDone(job, [], now),
      ],
      statements: mergeStatements({ merge, kept: keep, gone, lost, lanes, now }),
      output: { merge, conversation: lost === gone ? keep : gone },
    };
  },
};

function personOf(rows: readonly SqlRow[], id: string): SqlRow {
  const row = rows.find((one) => one['id'] === id);
  if (!row) throw new RecadoError('PERSON_UNKNOWN', { who: id });
  return row;
}

/** Further on: she takes part, has finished more, has talked later; in this order. */
function isFurther(a: SqlRow, b: SqlRow): boolean {
  for (const by of ['enrolled', 'finished', 'talked']) {
    const difference = Number(a[by]) - Number(b[by]);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
