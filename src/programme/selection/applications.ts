import type { Query, SqlRow } from '../../store/port.ts';
import { FOLDED_NAME, firstNameRange } from '../folded-name.ts';
import type { Seen } from '../in-sight.ts';
import type { ApplicationState, DecisionKind } from './state.ts';

/** Which applications. Null programme: of all that choose. */
export interface Sought {
  readonly programme: string | null;
  readonly seen: Seen;
  /** Name of a site. */
  readonly site?: string | undefined;
  readonly state?: ApplicationState | undefined;
  /** A person's id, or what her name begins with. */
  readonly who?: string | undefined;
  /** Erased ones too, who count and are nobody. */
  readonly erased?: boolean;
}

/** An application as everybody reads it. */
export interface Application {
  readonly id: string;
  readonly name: string;
  readonly programme: string;
  readonly state: ApplicationState;
  readonly source: string;
  readonly appliedAt: number;
  /** Name of the cohort she asked for, or is in. */
  readonly cohort: string | null;
  readonly site: string | null;
  readonly visits: number;
  readonly minutes: number;
  /** 1 is the best; null without a score. Equal points share it. */
  readonly rank: number | null;
  readonly tied: boolean;
  /** Points in hundredths: each criterion's mean by its weight. */
  readonly points: number;
  /** The same of the best there could be. */
  readonly most: number;
  readonly scored: number;
  readonly criteria: number;
  readonly scores: readonly {
    readonly criterion: string;
    readonly title: string;
    readonly max: number;
    readonly mean: number;
    readonly each: readonly { readonly by: string; readonly score: number }[];
  }[];
  /** Oldest first; the last that was not taken back counts. */
  readonly decisions: readonly {
    readonly decision: DecisionKind;
    readonly why: string;
    readonly by: string;
    readonly at: number;
    readonly told: boolean;
    readonly undone: boolean;
  }[];
}

const WHO = (by: string) =>
  `case ${by}.by_kind when 'staff' then coalesce((select name from person where id = ${by}.by_id), ${by}.by_id) else ${by}.by_kind end`;

/** What was said of her since she applied: an application of another year counts no more. */
const SINCE = 'join application a on a.person_id = s.person_id and a.programme = s.programme';

/**
 * Applications with all that ranks them, unordered. Criteria are read where the packs keep them (programme/pack-facts.ts).
 * Of each evaluator the last score of a criterion counts; a mean counts by its weight; what nobody scored counts nothing.
 */
export function applicationsQuery({ programme, seen, site, state, who, erased = false }: Sought): Query {
  const { head, tail } = firstNameRange(who ?? '');
  const where = [
    seen.sql,
    'p.simulated = 0',
    '(@programme is null or a.programme = @programme)',
    ...(erased ? [] : ['p.blocked_at is null', 'p.erased_at is null']),
    ...(who === undefined
      ? []
      : [`a.person_id in (select id from person where id = @who or (${FOLDED_NAME} between @head and @tail))`]),
    ...(site === undefined ? [] : ['u.name = @site']),
  ];
  return {
    sql: {
      sqlite: `with criterion as (
        select substr(t.name, 6) as programme, k.key as n, json_extract(k.value, '$.id') as id,
          json_extract(k.value, '$.title') as title, json_extract(k.value, '$.weight') as weight, json_extract(k.value, '$.max') as max
        from setting t, json_each(t.value, '$.selection.criteria') k where t.name glob 'pack.*'),
      latest as (
        select s.person_id, s.programme, s.criterion, s.score, ${WHO('s')} as evaluator
        from application_score s ${SINCE}
        where s.at >= a.applied_at and s.score is not null and s.seq = (select max(o.seq) from application_score o
          where o.person_id = s.person_id and o.programme = s.programme and o.criterion = s.criterion
            and o.by_kind = s.by_kind and o.by_id = s.by_id)),
      mean as (
        select l.person_id, l.programme, c.n, c.id, c.title, c.max, c.weight, avg(l.score) as mean,
          json_group_array(json_object('by', l.evaluator, 'score', l.score) order by l.evaluator, l.score) as each
        from latest l join criterion c on c.programme = l.programme and c.id = l.criterion group by l.person_id, l.programme, c.n),
      decided as (
        select s.*, row_number() over (partition by s.person_id, s.programme order by s.undone_at is not null, s.seq desc) as nth
        from application_decision s ${SINCE} where s.at >= a.applied_at),
      found as (
        select a.person_id as id, coalesce(p.name, '') as name, p.lane_id, a.programme, a.source, a.applied_at,
          e.state as taking_part, e.cohort_id, e.group_id, ${PLACES},
          coalesce(c.name, a.cohort) as cohort, a.cohort as wish, u.name as site,
          (select count(*) from applicant_visit v where v.person_id = a.person_id and v.programme = a.programme
            and v.entered_at >= a.applied_at) as visits,
          (select coalesce(sum(minutes), 0) from applicant_visit v where v.person_id = a.person_id
            and v.programme = a.programme and v.entered_at >= a.applied_at) as minutes,
          (select coalesce(cast(round(100 * sum(weight * mean)) as integer), 0) from mean m
            where m.person_id = a.person_id and m.programme = a.programme) as points,
          (select count(*) from mean m where m.person_id = a.person_id and m.programme = a.programme) as scored,
          (select count(*) from criterion k where k.programme = a.programme) as criteria,
          (select coalesce(100 * sum(weight * max), 0) from criterion k where k.programme = a.programme) as most,
          d.decision, d.seq as decision_seq, d.at as decided_at, d.told_at, d.cohort_id as decided_cohort
        from application a join person p on p.id = a.person_id
        join enrolment e on e.person_id = a.person_id and e.programme = a.programme
        left join cohort c on c.id = e.cohort_id
        left join unit u on u.id = coalesce(e.site_id, c.site_id)
        left join decided d on d.person_id = a.person_id and d.programme = a.programme and d.nth = 1 and d.undone_at is null
        where ${where.join(' and ')}),
      standing as (select *, ${STATE} as state from found)
      select *, case when scored > 0 then rank() over (partition by programme, scored > 0 order by points desc) end as rank,
        scored > 0 and count(*) over (partition by programme, scored > 0, points) > 1 as tied,
        (select json_group_array(json_object('criterion', m.id, 'title', m.title, 'max', m.max, 'mean', m.mean,
            'each', json(m.each)) order by m.n)
          from mean m where m.person_id = s.id and m.programme = s.programme) as scores,
        (select json_group_array(json_object('decision', d.decision, 'why', d.why, 'by', ${WHO('d')}, 'at', d.at,
            'told', d.told_at is not null, 'undone', d.undone_at is not null) order by d.seq)
          from decided d where d.person_id = s.id and d.programme = s.programme) as decisions
      from standing s where (@state is null or state = @state)`,
    },
    params: {
      ...seen.params,
      programme,
      state: state ?? null,
      ...(who === undefined ? {} : { who, head, tail }),
      ...(site === undefined ? {} : { site }),
    },
  };
}

const PLACES = ['site', 'stage', 'partner']
  .map((unit) => `coalesce(e.${unit}_id, c.${unit}_id) as ${unit}_id`)
  .join(', ');

// Whom the team has put into a cohort takes part, whatever was decided of her; one who left applies anew.
const STATE = `case when taking_part in ('active', 'paused', 'completed') then 'selected'
  when taking_part <> 'applicant' then 'withdrawn'
  when decision is not null then decision when scored > 0 then 'scored' when visits > 0 then 'visited' else 'applicant' end`;

export const applicationOf = (row: SqlRow): Application => ({
  id: String(row['id']),
  name: String(row['name']),
  programme: String(row['programme']),
  state: row['state'] as ApplicationState,
  source: String(row['source']),
  appliedAt: Number(row['applied_at']),
  cohort: row['cohort'] as string | null,
  site: row['site'] as string | null,
  visits: Number(row['visits']),
  minutes: Number(row['minutes']),
  rank: row['rank'] as number | null,
  tied: row['tied'] === 1,
  points: Number(row['points']),
  most: Number(row['most']),
  scored: Number(row['scored']),
  criteria: Number(row['criteria']),
  scores: JSON.parse(String(row['scores'])) as Application['scores'],
  // SQLite has no truth values: 0 and 1.
  decisions: (JSON.parse(String(row['decisions'])) as Application['decisions']).map((one) => ({
    ...one,
    told: Boolean(one.told),
    undone: Boolean(one.undone),
  })),
});

/** The best first; then by name, so that the same records give the same list. */
export function inOrder(applications: readonly Application[]): readonly Application[] {
  return applications.toSorted(
    (a, b) =>
      (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY) ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
      (a.id < b.id ? -1 : 1),
  );
}
