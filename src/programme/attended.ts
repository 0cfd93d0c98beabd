import { ATTENDED_SQL } from '../domain/attendance.ts';

const COUNTS = `count(*) filter (where a.status in ${ATTENDED_SQL}), count(*) filter (where coalesce(a.status, '') <> 'excused')`;

/**
 * `attended (person_id, attended, counted)` as CTEs: at how many sessions each was of how many that count for her, as the fact
 * `attendance` says it (programme/check-in): those at which she was expected (view `expected`) that began from @att_since to
 * before @att_until, have ended, are not cancelled and of which anything was recorded; excused ones count on neither side. From
 * the sessions outwards, since a hundred thousand people are expected at far fewer of them. Wants @att_programme, @att_since,
 * @att_until, @att_now.
 */
export const ATTENDED_CTES = `held as materialized (select s.id, s.kind, s.cohort_id, s.group_id, s.starts_at, s.ends_at
      from session s join cohort c on c.id = s.cohort_id and c.programme = @att_programme
      where s.cancelled_at is null and s.ends_at <= @att_now and s.starts_at >= @att_since and s.starts_at < @att_until
        and exists (select 1 from attendance o where o.session_id = s.id)),
    seat (person_id, attended, counted) as (
      select r.person_id, ${COUNTS} from held h cross join roster r on r.cohort_id = h.cohort_id
          left join attendance a on a.session_id = h.id and a.person_id = r.person_id
        where h.kind = 'session' and h.ends_at > r.since and (r.until is null or h.starts_at < r.until)
          and (h.group_id is null or exists (select 1 from enrolment g
            where g.person_id = r.person_id and g.cohort_id = h.cohort_id and g.group_id = h.group_id))
        group by r.person_id
      union all
      select u.person_id, ${COUNTS} from held h cross join sign_up u on u.session_id = h.id and u.state = 'in'
          left join attendance a on a.session_id = h.id and a.person_id = u.person_id
        where h.kind = 'event' group by u.person_id),
    attended (person_id, attended, counted) as materialized (
      select person_id, sum(attended), sum(counted) from seat group by person_id)`;
