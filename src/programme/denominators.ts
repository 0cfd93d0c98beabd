import { DAY } from '../base/clock.ts';
import { ATTENDED_SQL } from '../domain/attendance.ts';
import type { Query, Scalar } from '../store/port.ts';
import type { Audience } from './audience.ts';
import { whoQuery } from './breakdown.ts';
import type { ReportAsked } from './report.ts';
import type { Sight } from './sight.ts';

/** Who was heard of within so many days takes part actively; a site where nobody was is silent. */
export const ACTIVE_DAYS = 14;

const ENROLLED = ['active', 'paused', 'completed', 'dropped', 'withdrawn'] as const;

/** Everybody who ever took part: the N of most percentages. Whoever left stays in it, or a report would look better for it. */
export const everEnrolled = (audience: Audience): Audience => ({ ...audience, states: [...ENROLLED], joined: true });

/** The five counts that all reports share. The sentences stand in the codebook and in docs/reports.md. */
export const DENOMINATORS = [
  {
    id: 'enrolled',
    means: 'people who took part at some time: they take part, rest, have finished, or left after they had said yes',
  },
  {
    id: 'started',
    means: 'of the enrolled: who opened a lesson, attended a session or handed in a homework by the last day',
  },
  {
    id: 'active',
    means: `of the enrolled: who take part now and answered, opened a lesson, handed in or attended in the ${ACTIVE_DAYS} days up to the last day`,
  },
  { id: 'completed', means: 'of the enrolled: who finished every lesson by the last day' },
  { id: 'certified', means: 'of the enrolled: who hold a certificate given by the last day and not revoked by then' },
] as const;
export type DenominatorId = (typeof DENOMINATORS)[number]['id'];

type Scope = Pick<ReportAsked, 'programme' | 'audience' | 'until'>;

/**
 * A sign of life of `who` between @den_since and @den_until. What an address received is none: others write from it too. Wants
 * the CTE `came`: most who are heard of attended, and whoever did is not looked up further.
 */
export const IS_HEARD = `(who.person_id in came
      or exists (select 1 from answer x where x.person_id = who.person_id and x.entered_at >= @den_since and x.entered_at < @den_until)
      or exists (select 1 from flow_progress f where f.person_id = who.person_id and f.flow in (select value from json_each(@den_lessons))
        and (f.opened_at >= @den_since and f.opened_at < @den_until or f.finished_at >= @den_since and f.finished_at < @den_until))
      or exists (select 1 from homework h where h.person_id = who.person_id and h.programme = @den_programme
        and h.received_at >= @den_since and h.received_at < @den_until))`;

/** Who attended in those days, read once from the few sessions of them: as the list that IS_HEARD looks into, and no table before it. */
export const CAME = `came (person_id) as not materialized (select a.person_id from session s join attendance a on a.session_id = s.id
      where s.starts_at >= @den_since and s.starts_at < @den_until and a.status in ${ATTENDED_SQL})`;

/** Conditions over `who` and her `enrolment e`; parameters of `denominatorParams`, CTE `came`. */
export const IS: Readonly<Record<Exclude<DenominatorId, 'enrolled'>, string>> = {
  started: `(exists (select 1 from flow_progress f where f.person_id = who.person_id
        and f.flow in (select value from json_each(@den_lessons)) and f.opened_at < @den_until)
      or exists (select 1 from attendance a join session s on s.id = a.session_id join cohort c on c.id = s.cohort_id
        where a.person_id = who.person_id and a.status in ${ATTENDED_SQL} and c.programme = @den_programme and s.starts_at < @den_until)
      or exists (select 1 from homework h where h.person_id = who.person_id and h.programme = @den_programme and h.received_at < @den_until))`,
  active: `(e.state = 'active' and ${IS_HEARD})`,
  completed: `(e.state = 'completed' and e.since < @den_until)`,
  certified: `exists (select 1 from certificate k where k.person_id = who.person_id and k.programme = @den_programme
        and k.issued_at < @den_until and (k.revoked_at is null or k.revoked_at >= @den_until))`,
};

export function denominatorParams({ programme, until }: Scope): Readonly<Record<string, Scalar>> {
  const lessons = programme.modules.flatMap((module) => module.lessons).map((name) => `${programme.programme}/${name}`);
  return {
    den_programme: programme.programme,
    den_lessons: JSON.stringify(lessons),
    den_since: until - ACTIVE_DAYS * DAY,
    den_until: until,
  };
}

/** One row for each `value` of the breakdown (one with '' where none is asked): enrolled, started, active, completed, certified. */
export function denominatorsQuery(asked: Scope & Pick<ReportAsked, 'by'>, sight: Sight, now: number): Query {
  const who = whoQuery({ ...asked, audience: everEnrolled(asked.audience) }, { sight, now });
  return {
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}), ${CAME}
        select coalesce(who.value, '') as value, count(*) as enrolled,
          count(*) filter (where ${IS.started}) as started, count(*) filter (where ${IS.active}) as active,
          count(*) filter (where ${IS.completed}) as completed, count(*) filter (where ${IS.certified}) as certified
        from who join enrolment e on e.person_id = who.person_id and e.programme = @den_programme
        ${asked.by === undefined ? '' : 'group by who.value order by who.value'}`,
    },
    params: { ...who.params, ...denominatorParams(asked) },
  };
}
