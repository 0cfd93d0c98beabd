import type { Millis } from '../../base/clock.ts';
import { RISK_RULES, RISK_WEIGHT, type RiskRule } from '../../domain/at-risk.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';

/** One reason to call somebody. */
export interface Reason {
  readonly rule: RiskRule;
  readonly n: number;
  readonly since: Millis;
  /** Of a rule of the pack: its words. */
  readonly about: string;
}

/** Somebody to call. */
export interface ToCall {
  readonly person: string;
  readonly programme: string;
  /** Her whole name; '' where we know none. */
  readonly name: string;
  readonly cohort: string | null;
  readonly number: number | null;
  /** Worst first. */
  readonly reasons: readonly Reason[];
  /** She asked to be called by now. */
  readonly callback: boolean;
  readonly last: { readonly outcome: string; readonly at: Millis } | null;
}

export interface Narrowed {
  readonly programme?: string | undefined;
  readonly cohort?: string | undefined;
  readonly most: number;
}

const WEIGHT = `case k.rule ${RISK_RULES.map((rule) => `when '${rule}' then ${RISK_WEIGHT[rule]}`).join(' ')} end`;
const LAST = `(select t.id from contact_try t where t.person_id = w.person_id and t.programme = w.programme
  and t.undone_at is null order by t.at desc, t.id desc limit 1)`;

/** Her reasons, as JSON. A rule of the pack that says what ours says stands alone. Given the columns that name her and the programme. */
export const reasonsOf = (
  person: string,
  programme: string,
): string => `(select json_group_array(json_object('rule', k.rule, 'n', k.n, 'since', k.since, 'about', k.about))
  from at_risk k where k.person_id = ${person} and k.programme = ${programme}
    and not exists (select 1 from at_risk o where o.person_id = k.person_id and o.programme = k.programme
      and o.rule = 'pack' and o.covers = k.rule))`;

/** Somebody else has her, or she is not to be written to or called: no list shows her, and no card her number. Wants the enrolment as `e`. */
export const LEFT_ALONE = `(exists (select 1 from safeguarding_alert g where g.person_id = e.person_id and g.state = 'open')
  or exists (select 1 from person_address pa where pa.person_id = e.person_id)
    and not exists (select 1 from person_address pa join address a on a.id = pa.address_id
      where pa.person_id = e.person_id and pa.silent_since is null and a.opted_out_at is null))`;
export const CALLABLE = `e.state in ('active', 'paused') and not ${LEFT_ALONE}`;

/**
 * Whom to call, in this order: those who asked to be called by now; more reasons, worse ones, longer ago. Whoever was
 * called and is to be left in peace for some days is not among them.
 */
export function callsQuery(sight: Sight, now: Millis, { programme, cohort, most }: Narrowed): Query {
  const seen = enrolmentInSight(sight);
  const of = '@programme is null or';
  // Of few people each is asked for her reasons; of all, all reasons are gone through.
  const risks =
    sight.within === null
      ? `at_risk k where (${of} k.programme = @programme)`
      : `mine m cross join at_risk k on k.person_id = m.person_id and k.programme = m.programme where 1`;
  return {
    sql: {
      sqlite: `with mine as materialized (select e.person_id, e.programme from enrolment e left join cohort c on c.id = e.cohort_id
          where ${sight.within === null ? '0' : `(${of} e.programme = @programme) and e.state = 'active' and ${seen.sql}`}),
        w as (
          select k.person_id, k.programme, count(distinct coalesce(k.covers, k.rule || k.about)) as n, max(${WEIGHT}) as worst,
            min(k.since) as since from ${risks} group by k.person_id, k.programme
          union all
          select t.person_id, t.programme, 0, 0, min(t.due_at) from contact_try t
          where t.due_at <= @now and t.undone_at is null and (${of} t.programme = @programme)
            and not exists (select 1 from at_risk k where k.person_id = t.person_id and k.programme = t.programme)
          group by t.person_id, t.programme),
        x as (select w.person_id, w.programme, w.n, w.worst, w.since, t.outcome, t.at as tried_at,
            coalesce(t.due_at <= @now, 0) as callback, coalesce(p.name, '') as name, c.name as cohort, e.cohort_id
          from w join enrolment e on e.person_id = w.person_id and e.programme = w.programme
            left join contact_try t on t.id = ${LAST}
            join person p on p.id = w.person_id and p.blocked_at is null and p.erased_at is null and p.simulated = 0
            left join cohort c on c.id = e.cohort_id
          where (t.id is null or t.hidden_until <= @now) and ${seen.sql} and ${CALLABLE} and (@cohort is null or c.name = @cohort)
            and (w.n > 0 and e.state = 'active' or t.due_at <= @now)
          order by callback desc, w.n desc, w.worst desc, w.since, w.person_id limit @most + 0)
      select x.person_id, x.programme, x.outcome, x.tried_at, x.callback, x.name, x.cohort, ${reasonsOf('x.person_id', 'x.programme')} as reasons,
        (select r.number from roster r where r.cohort_id = x.cohort_id and r.person_id = x.person_id and r.until is null) as number
      from x order by x.callback desc, x.n desc, x.worst desc, x.since, x.person_id`,
    },
    params: { ...seen.params, now, most, programme: programme ?? null, cohort: cohort ?? null },
  };
}

export function toCall(row: SqlRow): ToCall {
  const reasons = JSON.parse(String(row['reasons'])) as Reason[];
  return {
    person: String(row['person_id']),
    programme: String(row['programme']),
    name: String(row['name']),
    cohort: row['cohort'] as string | null,
    number: row['number'] as number | null,
    reasons: reasons.toSorted((a, b) => RISK_WEIGHT[b.rule] - RISK_WEIGHT[a.rule] || a.since - b.since),
    callback: row['callback'] === 1,
    last: row['outcome'] === null ? null : { outcome: String(row['outcome']), at: Number(row['tried_at']) },
  };
}
