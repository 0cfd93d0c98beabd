import { z } from 'zod';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Operation, Query } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { numbered } from '../numbered.ts';
import { firstName } from '../on-duty.ts';
import { sightSchema } from './asked.ts';
import { CALLABLE, callsQuery, toCall } from './calls.ts';
import { line, numberedLine } from './lines.ts';
import { SHOWN } from './today.ts';

/** First names in the line of those whose homework is missing. */
const NAMES = 8;

const input = z.strictObject({
  programme: z.string().min(1),
  timezone: z.string().min(1),
  sight: sightSchema,
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** Monday's message to a facilitator: last week's attendance, homework missing by name, whom to call. Nothing where there is nothing. */
export const digest: Operation<Input, null> = {
  name: 'follow-up.digest',
  input: input as z.ZodType<Input>,
  reads: {
    attendance: (given, now) => attendanceQuery(given, now),
    homework: ({ sight, programme }) => homeworkQuery({ sight, programme }),
    calls: ({ sight, programme }, now) => callsQuery(sight, now, { programme, most: SHOWN }),
  },
  decide({ attendance, homework = [], calls = [] }, { job }, { now }) {
    const people = calls.map(toCall);
    const n = Number(attendance?.[0]?.['attended'] ?? 0);
    const of = Number(attendance?.[0]?.['held'] ?? 0);
    const names = homework.map((row) => firstName(row['name'])).filter(Boolean);
    const more = homework.length - Math.min(names.length, NAMES);
    const lines: StaffLine[] = [
      ...(of > 0 ? [line('week-attendance', { n, of })] : []),
      ...(homework.length > 0
        ? [line(more > 0 ? 'week-homework-more' : 'week-homework', { names: names.slice(0, NAMES).join(', '), more })]
        : []),
      ...(people.length > 0
        ? [line('to-call'), ...people.map((one, i) => numberedLine(i + 1, one, now)), line('how-call')]
        : []),
    ];
    const { workspace } = job;
    return {
      rows: jobDone(job, lines.length > 0 ? [line('week'), ...lines] : [], now, { notice: String(people.length) }),
      statements: numbered(
        { staff: job.person ?? '', list: 'calls', workspace, now },
        people.map(({ person, programme }) => ({ about: person, programme })),
      ),
      output: null,
    };
  },
};

/** The seven days before today, of those whom she works with. */
function attendanceQuery({ sight, programme, timezone }: Input, now: number): Query {
  const seen = enrolmentInSight(sight);
  const today = localDate(now, timezone);
  return {
    sql: {
      sqlite: `select count(*) filter (where coalesce(a.status, 'absent') <> 'excused') as held,
          count(*) filter (where a.status in ${ATTENDED_SQL}) as attended
        from session s cross join expected x on x.session_id = s.id
          join enrolment e on e.person_id = x.person_id and e.programme = @programme left join cohort c on c.id = e.cohort_id
          left join attendance a on a.session_id = s.id and a.person_id = x.person_id
        where s.starts_at >= @from and s.starts_at < @to and s.ends_at <= @now
          and exists (select 1 from cohort h where h.id = s.cohort_id and h.programme = @programme)
          and exists (select 1 from attendance o where o.session_id = s.id) and ${seen.sql}`,
    },
    params: {
      ...seen.params,
      programme,
      now,
      from: localMoment(addDays(today, -7), '00:00', timezone),
      to: localMoment(today, '00:00', timezone),
    },
  };
}

/** Their day has come and nothing has; each of them once. */
function homeworkQuery({ sight, programme }: Pick<Input, 'sight' | 'programme'>): Query {
  const seen = enrolmentInSight(sight);
  return {
    sql: {
      sqlite: `select p.id, p.name, min(h.due_at) as due_at from enrolment e join person p on p.id = e.person_id
          left join cohort c on c.id = e.cohort_id
          join homework h on h.person_id = e.person_id and h.programme = e.programme and h.state = 'assigned'
            and h.received_at is null and h.due_at is not null
        where e.programme = @programme and e.state = 'active' and p.simulated = 0 and p.blocked_at is null
          and p.erased_at is null and ${CALLABLE} and ${seen.sql}
        group by p.id order by min(h.due_at), p.id limit 200`,
    },
    params: { ...seen.params, programme },
  };
}
