import { ATTENDED_SQL } from '../domain/attendance.ts';

/**
 * Who of a roster `r` was expected at a session `s` of its cohort, as the view `expected` says it (a test compares): a view of two halves is laid out whole
 * before it is counted, which takes seconds for a hundred thousand people.
 */
export const EXPECTED = `s.ends_at > r.since and (r.until is null or s.starts_at < r.until)
        and (r.person_id not in (select person_id from roster_gap) or not exists (select 1 from roster_gap x where x.cohort_id = s.cohort_id and x.person_id = r.person_id
          and x.from_at <= s.starts_at and s.ends_at <= x.to_at))
        and (s.group_id is null or exists (select 1 from enrolment g
          where g.person_id = r.person_id and g.cohort_id = s.cohort_id and g.group_id = s.group_id))
        and (s.has_copies = 0 or not exists (select 1 from enrolment g
          join session o on o.cohort_id = s.cohort_id and o.plan_id = s.plan_id and o.group_id = g.group_id
          where g.person_id = r.person_id and g.cohort_id = s.cohort_id))`;
const RECORDED = 'exists (select 1 from attendance o where o.session_id = s.id)';

const COUNTS = {
  held: "a.status is not 'excused'",
  attended: `a.status in ${ATTENDED_SQL}`,
  late: `a.status = 'late'`,
  represented: `a.status = 'represented'`,
  excused: `a.status = 'excused'`,
  /** Nobody but she says so. */
  self_only: `a.method = 'self' and a.status in ${ATTENDED_SQL}`,
  conflicts: 'a.conflict = 1',
};
export type Count = keyof typeof COUNTS;
const columns = (counts: readonly Count[]): string =>
  counts.map((name) => `count(*) filter (where ${COUNTS[name]}) as ${name}`).join(', ');

/**
 * CTEs after `<who> (person_id, …)`: `held`, the sessions that count (they ended by `now`, were not cancelled, and anything
 * was recorded of them), and `tally (person_id, …)`, what each of those people did at the ones where she was expected; excused
 * ones count on neither side. Of `programme` alone where one is said; with `period`, those that began from @att_since
 * until before @att_until.
 */
export function tallied(
  counts: readonly Count[],
  {
    who,
    now,
    programme,
    period = false,
  }: { readonly who: string; readonly now: `@${string}`; readonly programme?: `@${string}`; readonly period?: boolean },
): string {
  const within = `${period ? 'and s.starts_at >= @att_since and s.starts_at < @att_until' : ''}
        ${programme === undefined ? '' : `and exists (select 1 from cohort h where h.id = s.cohort_id and h.programme = ${programme})`}`;
  const names = counts.join(', ');
  const sums = counts.map((name) => `sum(${name}) as ${name}`).join(', ');
  const join = 'left join attendance a indexed by attendance_of_her on a.session_id = s.id and a.person_id =';
  // Whoever signed up to no event has one line already: those of a hundred thousand people are not sorted once more to be added up.
  return `held as materialized (select s.id, s.kind, s.cohort_id, s.plan_id, s.group_id, s.has_copies, s.starts_at, s.ends_at
      from session s where s.ends_at <= ${now} and s.cancelled_at is null ${within}
        and (s.kind = 'event' or s.cohort_id in (select m.cohort_id from roster m where m.person_id in (select person_id from ${who})))
        and ${RECORDED}),
    seats as materialized (select r.person_id, ${columns(counts)} from roster r indexed by roster_by_person
        cross join (select * from held where kind = 'session') s on s.cohort_id = r.cohort_id and ${EXPECTED}
        ${join} r.person_id
        where r.person_id in (select person_id from ${who}) group by r.person_id),
    at_events as materialized (select u.person_id, ${columns(counts)} from held s cross join sign_up u on u.session_id = s.id and u.state = 'in'
        ${join} u.person_id
        where s.kind = 'event' and u.person_id in (select person_id from ${who}) group by u.person_id),
    tally as materialized (select person_id, ${names} from seats where person_id not in (select person_id from at_events)
      union all
      select person_id, ${sums} from (select person_id, ${names} from seats where person_id in (select person_id from at_events)
        union all select person_id, ${names} from at_events) group by person_id)`;
}
