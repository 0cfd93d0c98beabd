import type { Query, Scalar, SqlRow } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { breakdownSql } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { ReportAsked, ReportContext } from '../report.ts';

/** What the tables are made of. */
export interface Counted {
  readonly goes: readonly SqlRow[];
  readonly answers: readonly SqlRow[];
  readonly units: readonly SqlRow[];
  readonly totals: readonly SqlRow[];
  readonly pairs: readonly SqlRow[];
  readonly strays: readonly SqlRow[];
}

/** Her enterprise when she answered: the first of them where they are several. */
const ENTERPRISE = `(select m.enterprise_id from enterprise_member m join enterprise b on b.id = m.enterprise_id
  where m.person_id = who.person_id and b.programme = @programme and (m.until is null or m.until > r.happened_at)
  order by m.until is not null, m.since, m.enterprise_id limit 1)`;

const AMONG = 'partition by g.survey, g.unit, g.person_id';
/** In how many waves the same person came to the end: of an enterprise she is asked whose answers can be compared. */
const WAVES_DONE = ['baseline', 'endline', 'satisfaction', 'followup']
  .map((wave) => `max(g.wave = '${wave}' and g.completed_at is not null) over (${AMONG})`)
  .join(' + ');

/**
 * `who (…)`: everybody whom the report is about. `mine (id, survey, wave, unit, person_id, mode, completed_at, happened_at, value,
 * nth)`: their goes at the surveys, where `nth = 1` is the one that counts of a unit in a wave: the first complete one, else the
 * first begun. A unit is a person, or an enterprise where the survey says so; who has none is left out.
 */
export function goes(asked: ReportAsked, { sight, now }: Pick<ReportContext, 'sight' | 'now'>): Query {
  const who = audienceQuery(everEnrolled(asked.audience), sight, now, { erased: true });
  const { surveys, programme } = asked.programme;
  const shared = surveys.some(({ over }) => over === 'enterprises');
  const first = 'completed_at is null, happened_at, entered_at, id';
  const params: Record<string, Scalar> = {
    ...who.params,
    programme,
    since: asked.since,
    until: asked.until,
    surveys: JSON.stringify(surveys.map(({ name, over }) => ({ name, over }))),
  };
  return {
    sql: {
      sqlite: `who as materialized (${who.sql.sqlite}),
        gone as materialized (select r.id, r.survey, r.wave, r.person_id, r.mode, r.completed_at, r.happened_at, r.entered_at,
            case f.value ->> 'over' when 'enterprises' then ${shared ? ENTERPRISE : 'null'} else r.person_id end as unit,
            ${breakdownSql(asked.by)} as value
          from who cross join survey_response r on r.person_id = who.person_id and r.programme = @programme
          join json_each(@surveys) f on f.value ->> 'name' = r.survey
          where r.happened_at >= @since and r.happened_at < @until),
        ranked as (select g.*, ${shared ? WAVES_DONE : '0'} as done from gone g where g.unit is not null),
        mine as materialized (select *, row_number() over (partition by survey, unit, wave order by done desc, ${first}) as nth
          from ranked)`,
    },
    params,
  };
}

/** How many goes there were at each wave, and by what mode. */
export const goesSql = `select survey, wave, value, mode, nth = 1 as counts, completed_at is not null as complete, count(*) as n,
    min(happened_at) as first, max(happened_at) as last
  from mine group by 1, 2, 3, 4, 5, 6`;

/** People who answered what is counted over enterprises, and have none on record: they are in no figure. */
export const straysSql = 'select count(distinct person_id) as n from gone where unit is null';

/** What was answered to each question, and how often. Words are not told one by one. */
export const answersSql = `select m.survey, m.wave, m.value, a.step, a.missing, a.currency,
    case when a.type in ('number', 'money', 'choice') then a.value end as answer, count(*) as n
  from mine m cross join survey_answer a on a.response_id = m.id where m.nth = 1 group by 1, 2, 3, 4, 5, 6, 7`;

/** Of each unit, which waves it came to the end of. */
export const unitsSql = `select survey, value, baseline, endline, followup, count(*) as n from (
    select survey, min(value) as value, unit, max(wave = 'baseline' and completed_at is not null) as baseline,
      max(wave = 'endline' and completed_at is not null) as endline, max(wave = 'followup' and completed_at is not null) as followup
    from mine where nth = 1 group by survey, unit)
  group by 1, 2, 3, 4, 5`;

/** How many units there are, whether they were asked or not. */
export function totalsSql(by: ReportAsked['by']): string {
  const value = breakdownSql(by);
  return `select 'people' as over, ${value} as value, count(*) as n from who group by 2
    union all select 'enterprises', value, count(*) from (select m.enterprise_id, min(${value}) as value
      from who cross join enterprise_member m on m.person_id = who.person_id join enterprise b on b.id = m.enterprise_id
      where b.programme = @programme group by 1) group by 2`;
}

/**
 * Answers of the same unit to the same question in two waves, by how much a number rose. @rises says from what on it counts as
 * risen. `alike`: asked in the same words.
 */
export const pairsSql = `select x.survey, a.step, y.wave as later, x.value, a.wording is b.wording as alike, a.mode = b.mode as same_mode,
    a.type = 'choice' as choice, case when a.type = 'choice' then a.value end as was, case when b.type = 'choice' then b.value end as became,
    case when a.type <> 'choice' then cast(b.value as real) - cast(a.value as real) end as change,
    c.value is not null and cast(b.value as real) > cast(a.value as real)
      and cast(b.value as real) - cast(a.value as real)
        >= coalesce(abs(cast(a.value as real)) * (c.value ->> 'share'), c.value ->> 'amount') - 1e-9 as risen,
    a.currency, count(*) as n, sum(case when a.type <> 'choice' then cast(a.value as real) end) as before,
    sum(case when b.type <> 'choice' then cast(b.value as real) end) as after
  from mine x join mine y on y.survey = x.survey and y.unit = x.unit and y.nth = 1 and y.wave in ('endline', 'followup')
    cross join survey_answer a on a.response_id = x.id and a.missing is null and a.type in ('number', 'money', 'choice')
    cross join survey_answer b on b.response_id = y.id and b.step = a.step and b.missing is null and b.type = a.type
      and b.currency is a.currency
    left join json_each(@rises) c on c.value ->> 'survey' = x.survey and c.value ->> 'of' = a.step
  where x.nth = 1 and x.wave = 'baseline' group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12`;
