import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { ACTIVE_DAYS, CAME, IS_HEARD } from '../denominators.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import type { Sight } from '../sight.ts';

const sightSchema: z.ZodType<Sight> = z.custom<Sight>(
  (value) => typeof value === 'object' && value !== null && 'workspace' in value,
);
const input = z.strictObject({ timezone: z.string().min(1), sight: sightSchema, job: jobSchema });
type Input = z.output<typeof input>;

/** The last seven days, today with them. */
const DAYS = 7;

/** `REPORTE`: her people's week in one SMS, every figure as n of N. What nothing is known of has no line. */
export const week: Operation<Input, null> = {
  name: 'report.week',
  input: input as z.ZodType<Input>,
  reads: { attendance: attendanceQuery, homework: homeworkQuery, people: peopleQuery },
  decide({ attendance, homework, people }, { timezone, job }, { now }) {
    const number = (rows: readonly SqlRow[] | undefined, name: string) => Number(rows?.[0]?.[name] ?? 0);
    const share = (key: string, rows: readonly SqlRow[] | undefined): StaffLine[] => {
      const [n, of] = [number(rows, 'n'), number(rows, 'of')];
      return of === 0 ? [] : [{ key: `week.${key}`, vars: { n, of, percent: Math.round((100 * n) / of) } }];
    };
    const lines: StaffLine[] = [
      {
        key: 'week.days',
        vars: { from: dayOf(addDays(localDate(now, timezone), 1 - DAYS)), to: dayOf(localDate(now, timezone)) },
      },
      ...share('attendance', attendance),
      ...share('homework', homework),
      ...share('active', people),
      ...(number(people, 'calls') > 0 ? [{ key: 'week.calls', vars: { n: number(people, 'calls') } }] : []),
    ];
    const nobody = number(people, 'of') === 0;
    return { rows: jobDone(job, nobody ? [{ key: 'week.nobody', vars: {} }] : lines, now), output: null };
  },
};

/** 2026-03-09 as 9/3: short, and the same in all our languages' order of day and month. */
const dayOf = (day: string): string => `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`;

const since = (timezone: string, now: number): number =>
  localMoment(addDays(localDate(now, timezone), 1 - DAYS), '00:00', timezone);

/** Seats at the sessions of these days that were taken, as `attendance` counts (programme/attended.ts), of her people. */
function attendanceQuery({ sight, timezone }: Input, now: number): Query {
  const seen = enrolmentInSight(sight);
  return {
    sql: {
      sqlite: `select count(*) filter (where a.status in ${ATTENDED_SQL}) as n,
          count(*) filter (where coalesce(a.status, '') <> 'excused') as "of"
        from session s join cohort k on k.id = s.cohort_id cross join expected x on x.session_id = s.id
          join enrolment e on e.person_id = x.person_id and e.programme = k.programme left join cohort c on c.id = e.cohort_id
          left join attendance a on a.session_id = s.id and a.person_id = x.person_id
        where s.starts_at >= @since and s.starts_at < @now and s.ends_at <= @now and s.cancelled_at is null
          and exists (select 1 from attendance o where o.session_id = s.id) and ${seen.sql}`,
    },
    params: { ...seen.params, since: since(timezone, now), now },
  };
}

/** Homeworks whose day came in these days, or that were handed in before it came: handed in of all that were not excused. */
function homeworkQuery({ sight, timezone }: Input, now: number): Query {
  const seen = enrolmentInSight(sight);
  return {
    sql: {
      sqlite: `select count(*) filter (where h.received_at is not null) as n, count(*) as "of"
        from enrolment e left join cohort c on c.id = e.cohort_id
          join homework h on h.person_id = e.person_id and h.programme = e.programme
        where e.state in ('active', 'paused', 'completed') and coalesce(h.due_at, h.received_at) between @since and @now and h.state <> 'excused' and ${seen.sql}`,
    },
    params: { ...seen.params, since: since(timezone, now), now },
  };
}

/** Who takes part now, who of them is active, and who is to be called. A lesson is known by its kind: the packs are not here. */
function peopleQuery({ sight }: Input, now: number): Query {
  const seen = enrolmentInSight(sight);
  const heard = IS_HEARD.replaceAll('@den_programme', 'who.programme').replaceAll(
    '(select value from json_each(@den_lessons))',
    "(select flow from flow_version where kind = 'lesson')",
  );
  return {
    sql: {
      sqlite: `with who as materialized (select e.person_id, e.programme, e.state from enrolment e join person p on p.id = e.person_id
            left join cohort c on c.id = e.cohort_id
            where e.state in ('active', 'paused') and p.simulated = 0 and p.blocked_at is null and p.erased_at is null and ${seen.sql}),
          ${CAME}
        select count(*) as "of", count(*) filter (where who.state = 'active' and ${heard}) as n,
          count(*) filter (where exists (select 1 from at_risk k where k.person_id = who.person_id and k.programme = who.programme)
            and not exists (select 1 from contact_try t where t.person_id = who.person_id and t.programme = who.programme
              and t.undone_at is null and t.hidden_until > @den_until)
            and not exists (select 1 from safeguarding_alert g where g.person_id = who.person_id and g.state = 'open')) as calls
        from who`,
    },
    params: { ...seen.params, den_since: now - ACTIVE_DAYS * DAY, den_until: now + 1 },
  };
}
