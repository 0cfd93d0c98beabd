import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { TELL_AFTER } from './state.ts';

const input = z.strictObject({
  person: z.string().min(1),
  programme: z.string().min(1),
  workspace: z.string(),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * She is told what was last decided of her, unless that was taken back, or is too fresh and has its own telling. Who is
 * selected stands on the roster of her cohort from now on, and her first lesson comes with the news.
 */
export const tell: Operation<Input, { readonly told: boolean }> = {
  name: 'selection.tell',
  input: input as z.ZodType<Input>,
  reads: {
    decision: ({ person, programme }) => ({
      sql: {
        sqlite: `select d.seq, d.decision, d.cohort_id, d.at, d.told_at, p.lane_id, e.state
          from application a join application_decision d on d.person_id = a.person_id and d.programme = a.programme
            and d.at >= a.applied_at and d.undone_at is null
          join person p on p.id = a.person_id
          join enrolment e on e.person_id = a.person_id and e.programme = a.programme
          where a.person_id = @person and a.programme = @programme order by d.seq desc limit 1`,
      },
      params: { person, programme },
    }),
  },
  decide({ decision: found }, { person, programme, workspace, job }, { now }) {
    const row = found?.[0];
    const due = row && row['told_at'] === null && now >= Number(row['at']) + TELL_AFTER;
    if (!due || row['state'] !== 'applicant') return { rows: jobDone(job, [], now), output: { told: false } };
    const cohort = row['cohort_id'];
    const selected = row['decision'] === 'selected';
    return {
      rows: [
        { op: 'update', table: 'application_decision', key: { seq: row['seq']! }, set: { told_at: now } },
        ...(selected && cohort !== null
          ? [
              {
                op: 'update' as const,
                table: 'enrolment',
                key: { person_id: person, programme },
                set: { cohort_id: cohort! },
              },
            ]
          : []),
        eventRow(
          { id: person, lane: String(row['lane_id']) },
          'application.decided',
          { programme, decision: row['decision']! },
          { workspace, now },
        ),
        ...jobDone(job, [], now),
      ],
      statements: selected && cohort !== null ? [seat(String(cohort), person, workspace, now)] : [],
      output: { told: true },
    };
  },
};

/** The next number, or her old one: a roll called by numbers stays true. */
function seat(cohort: string, person: string, workspace: string, now: number): Query {
  return {
    sql: {
      sqlite: `insert into roster (cohort_id, person_id, workspace, number, since)
        select @cohort, @person, @workspace, coalesce(max(number), 0) + 1, @now from roster where cohort_id = @cohort
        on conflict (cohort_id, person_id) do nothing`,
    },
    params: { cohort, person, workspace, now },
  };
}
