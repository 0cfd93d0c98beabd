import type { Query, SqlRow } from '../../store/port.ts';
import { whoQuery } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { ReportAsked, ReportContext } from '../report.ts';

/** What an hour was of: a session, a visit, or entered by hand as either, or as something else. */
export const HOUR_KINDS = ['training', 'support', 'other'] as const;
export type HourKind = (typeof HOUR_KINDS)[number];

type Scope = Pick<ReportAsked, 'programme' | 'audience' | 'since' | 'until' | 'by'>;

/** Lines of the view `hours` (migration 0027) of everybody asked for, whoever left too, with the `value` of the breakdown. */
function linesOf(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const who = whoQuery({ audience: everEnrolled(asked.audience), ...(asked.by ? { by: asked.by } : {}) }, at);
  return {
    sql: {
      sqlite: `who as materialized (${who.sql.sqlite}),
        line as materialized (select h.*, who.value from hours h join who on who.person_id = h.person_id
          where h.programme = @hours_programme and h.at >= @hours_since and h.at < @hours_until and h.ends_at <= @hours_now)`,
    },
    params: {
      ...who.params,
      hours_programme: asked.programme.programme,
      hours_since: asked.since,
      hours_until: asked.until,
      hours_now: at.now,
    },
  };
}

/** One thing that lasted counts once in `given`, and for each who was there in `person`. */
const sums = (groups: string): string => `select ${groups}, count(distinct person_id) as people, sum(minutes) as person
  from line group by ${groups}`;
const things = (groups: string): string => `select ${groups}, count(*) as things, sum(given) as given
  from (select distinct ${groups}, source, source_id, given from line) group by ${groups}`;
const both = (groups: string, on: readonly string[]): string => `select s.*, t.things, t.given
  from (${sums(groups)}) s join (${things(groups)}) t using (${on.join(', ')}) order by ${on.join(', ')}`;

/** By breakdown and kind. */
export function totalsQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const lines = linesOf(asked, at);
  return {
    sql: { sqlite: `with ${lines.sql.sqlite} ${both('value, kind', ['value', 'kind'])}` },
    params: lines.params,
  };
}

/** All kinds together, for a person in two kinds is one person. */
export function allQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const lines = linesOf(asked, at);
  return { sql: { sqlite: `with ${lines.sql.sqlite} ${both('value', ['value'])}` }, params: lines.params };
}

/** By target of the sessions' SDG tags: a session with two of them counts under both. */
export function targetsQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const lines = linesOf(asked, at);
  return {
    sql: {
      sqlite: `with ${lines.sql.sqlite},
          tagged as (select j.value as target, l.* from line l, json_each(l.sdg) j where l.sdg <> '[]')
        select s.target, s.people, s.person, t.things, t.given
        from (select target, count(distinct person_id) as people, sum(minutes) as person from tagged group by target) s
        join (select target, count(*) as things, sum(given) as given
          from (select distinct target, source, source_id, given from tagged) group by target) t using (target)
        order by s.target`,
    },
    params: lines.params,
  };
}

/** Each person: training, support, other. */
export function personsQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const lines = linesOf(asked, at);
  return {
    sql: {
      sqlite: `with ${lines.sql.sqlite} select who.person_id, p.name, ${KINDS}
        from who join person p on p.id = who.person_id left join line l on l.person_id = who.person_id
        where p.erased_at is null group by who.person_id order by p.name, who.person_id`,
    },
    params: lines.params,
  };
}

const KINDS = HOUR_KINDS.map((kind) => `coalesce(sum(l.minutes) filter (where l.kind = '${kind}'), 0) as ${kind}`).join(
  ', ',
);

/**
 * Each business: a visit or an entry that names one is its own; everything else is of those who work in it, or did then (the
 * day on which somebody was entered says nothing of when she began). `given` counts what several of its people attended once.
 */
export function enterprisesQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const lines = linesOf(asked, at);
  const given = HOUR_KINDS.map(
    (kind) => `coalesce(sum(given) filter (where kind = '${kind}'), 0) as given_${kind}`,
  ).join(', ');
  return {
    sql: {
      sqlite: `with ${lines.sql.sqlite},
          hers as (select b.id, b.name, l.* from line l join enterprise b on b.id = l.enterprise_id
            union all select b.id, b.name, l.* from line l join enterprise_member m on m.person_id = l.person_id
              and (m.until is null or m.until > l.at)
            join enterprise b on b.id = m.enterprise_id and b.programme = @hours_programme where l.enterprise_id is null),
          s as (select id, name, count(distinct person_id) as people, ${KINDS.replaceAll('l.', '')} from hers group by id, name),
          g as (select id, ${given} from (select distinct id, kind, source, source_id, given from hers) group by id)
        select s.*, ${HOUR_KINDS.map((kind) => `g.given_${kind}`).join(', ')} from s join g using (id) order by s.name, s.id`,
    },
    params: lines.params,
  };
}

export const number = (row: SqlRow | undefined, column: string): number => Number(row?.[column] ?? 0);
