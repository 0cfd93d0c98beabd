import { ATTENDED_SQL } from '../../domain/attendance.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { whoQuery } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { ReportAsked, ReportContext } from '../report.ts';

/** What an hour was of: a session, a visit, or entered by hand as either, or as something else. */
export const HOUR_KINDS = ['training', 'support', 'other'] as const;
export type HourKind = (typeof HOUR_KINDS)[number];

type Scope = Pick<ReportAsked, 'programme' | 'audience' | 'since' | 'until' | 'by'>;
type At = Pick<ReportContext, 'sight' | 'now'>;

/*
 * These are sums over the view `hours` (migration 0027), which defines an hour; a test compares. Sessions are summed session by
 * session, since two million lines are too many to be sorted for each report; visits and entries are read from the view.
 */

const SESSION = 'session s join cohort c on c.id = s.cohort_id';
const HELD = `c.programme = @hours_programme and s.cancelled_at is null and s.starts_at >= @hours_since
  and s.starts_at < @hours_until and s.ends_at <= @hours_now`;
/** The same of a line of `attendance a`. */
const OF_IT = 'session s on s.id = a.session_id join cohort c on c.id = s.cohort_id';
const GIVEN = '(s.ends_at - s.starts_at) / 60000';

/** Everybody asked for, whoever left too; the sessions held then; and the lines that are no session. */
function partsOf(asked: Scope, { sight, now }: At) {
  const who = whoQuery(
    { audience: everEnrolled(asked.audience), ...(asked.by ? { by: asked.by } : {}) },
    { sight, now },
  );
  return {
    sql: `who as materialized (${who.sql.sqlite}),
      held as materialized (select s.id, s.sdg, ${GIVEN} as given from ${SESSION} where ${HELD}),
      line as materialized (select h.*, who.value from hours h join who on who.person_id = h.person_id
        where h.source <> 'session' and h.programme = @hours_programme and h.at >= @hours_since and h.at < @hours_until
          and h.ends_at <= @hours_now)`,
    params: {
      ...who.params,
      hours_programme: asked.programme.programme,
      hours_since: asked.since,
      hours_until: asked.until,
      hours_now: now,
    },
  };
}

const ATTENDED = `a.status in ${ATTENDED_SQL}`;

/** Who of them was at one of those sessions (the + has it look through her own sessions, not through all that were held). */
const TRAINED = `trained as materialized (select who.person_id, who.value from who where exists (select 1 from attendance a
    where a.person_id = who.person_id and ${ATTENDED} and +a.session_id in (select id from held)))`;

/** Each session with the minutes of all of them who were there; null where none of them was. */
const SESSIONS = `sat as materialized (select held.*, (select sum(coalesce(a.minutes, held.given)) from attendance a
    where a.session_id = held.id and ${ATTENDED} and +a.person_id in (select person_id from who)) as person from held)`;

/**
 * By kind, and all together (somebody in two kinds is one person); and as `target` by target of the sessions' SDG tags, where a
 * session with two of them counts under both. One statement, so that the attendances are added up once.
 */
export function totalsQuery(asked: Scope, at: At): Query {
  const { sql, params } = partsOf({ ...asked, by: undefined }, at);
  return {
    sql: {
      sqlite: `with ${sql}, ${TRAINED}, ${SESSIONS},
          thing as materialized (select distinct kind, source, source_id, given from line),
          part as (select 'training' as kind, count(*) as things, sum(given) as given, sum(person) as person,
              (select count(*) from trained) as people from sat where person is not null
            union all
            select kind, (select count(*) from thing t where t.kind = l.kind), (select sum(given) from thing t where t.kind = l.kind),
              sum(minutes), count(distinct person_id) from line l where l.kind <> 'training' group by kind
            union all
            select 'training', (select count(*) from thing where kind = 'training'), (select sum(given) from thing where kind = 'training'),
              sum(minutes), count(distinct iif(person_id in (select person_id from trained), null, person_id))
              from line where kind = 'training'),
          tagged as materialized (select distinct j.value as target, sat.id, sat.given, sat.person from sat, json_each(sat.sdg) j
            where sat.person is not null)
        select null as target, kind, sum(things) as things, sum(given) as given, sum(person) as person, sum(people) as people from part group by kind
        union all
        select null, 'all', sum(things), sum(given), sum(person),
          (select count(*) from (select person_id from trained union select person_id from line)) from part
        union all
        select * from (select target, null as kind, count(*) as things, sum(given) as given, sum(person) as person,
            (select count(*) from trained where exists (select 1 from attendance a where a.person_id = trained.person_id and ${ATTENDED}
              and +a.session_id in (select o.id from tagged o where o.target = k.target))) as people
          from tagged k group by target order by target)`,
    },
    params,
  };
}

/** By breakdown and kind: sessions by session first, so that nobody is looked up for each of hers. */
export function partsQuery(asked: Scope, at: At): Query {
  const { sql, params } = partsOf(asked, at);
  return {
    sql: {
      sqlite: `with ${sql}, ${TRAINED},
          thing as materialized (
            select who.value, 'training' as kind, 'session' as source, h.id as source_id, h.given, sum(coalesce(a.minutes, h.given)) as minutes
              from who cross join attendance a indexed by attendance_of_her on a.person_id = who.person_id and ${ATTENDED}
                cross join held h on h.id = a.session_id group by who.value, h.id
            union all select value, kind, source, source_id, given, sum(minutes) from line group by 1, 2, 3, 4, 5),
          t as (select value, kind, count(*) as things, sum(given) as given, sum(minutes) as person from thing group by value, kind),
          s as (select value, kind, count(*) as people
            from (select value, 'training' as kind, person_id from trained union select value, kind, person_id from line) group by value, kind)
        select t.value, t.kind, s.people, t.person, t.things, t.given from t join s using (value, kind) order by value, kind`,
    },
    params,
  };
}

/** Each person: training, support, other. */
export function personsQuery(asked: Scope, at: At): Query {
  const { sql, params } = partsOf({ ...asked, by: undefined }, at);
  const own = (kind: HourKind) => `coalesce((select o.${kind} from own o where o.person_id = who.person_id), 0)`;
  return {
    sql: {
      sqlite: `with ${sql}, own as materialized (select person_id, ${HOUR_KINDS.map((kind) => `sum(minutes) filter (where kind = '${kind}') as ${kind}`).join(', ')}
          from line group by person_id),
          trained as materialized (select a.person_id, sum(coalesce(a.minutes, h.given)) as minutes
            from attendance a indexed by attendance_of_her cross join held h on h.id = a.session_id
            where a.person_id in (select person_id from who) and ${ATTENDED} group by a.person_id)
        select who.person_id, p.name, ${own('training')} + coalesce(t.minutes, 0) as training, ${own('support')} as support, ${own('other')} as other
        from who join person p on p.id = who.person_id left join trained t on t.person_id = who.person_id where p.erased_at is null order by p.name, who.person_id`,
    },
    params,
  };
}

/**
 * Each business: a visit or an entry that names one is its own; everything else is of those who work in it, or did then (the
 * day on which somebody was entered says nothing of when she began). `given` counts what several of its people attended once.
 */
export function enterprisesQuery(asked: Scope, at: At): Query {
  const { sql, params } = partsOf({ ...asked, by: undefined }, at);
  const sums = (column: string, as = '') =>
    HOUR_KINDS.map((kind) => `coalesce(sum(${column}) filter (where kind = '${kind}'), 0) as ${as}${kind}`).join(', ');
  return {
    sql: {
      sqlite: `with ${sql},
          works as materialized (select b.id, b.name, m.person_id, m.until from enterprise_member m
            join enterprise b on b.id = m.enterprise_id and b.programme = @hours_programme where m.person_id in (select person_id from who)),
          hers as materialized (select w.id, w.name, 'training' as kind, w.person_id, 'session' as source, a.session_id as source_id, ${GIVEN} as given,
              coalesce(a.minutes, ${GIVEN}) as minutes
            from works w cross join attendance a on a.person_id = w.person_id and ${ATTENDED}
              cross join ${OF_IT} where ${HELD} and (w.until is null or w.until > s.starts_at)
            union all select b.id, b.name, l.kind, l.person_id, l.source, l.source_id, l.given, l.minutes
              from line l join enterprise b on b.id = l.enterprise_id
            union all select w.id, w.name, l.kind, l.person_id, l.source, l.source_id, l.given, l.minutes
              from line l join works w on w.person_id = l.person_id and (w.until is null or w.until > l.at) where l.enterprise_id is null),
          s as (select id, name, count(distinct person_id) as people, ${sums('minutes')} from hers group by id, name),
          g as (select id, ${sums('given', 'given_')} from (select distinct id, kind, source, source_id, given from hers) group by id)
        select s.*, ${HOUR_KINDS.map((kind) => `g.given_${kind}`).join(', ')} from s join g using (id) order by s.name, s.id`,
    },
    params,
  };
}

export const number = (row: SqlRow | undefined, column: string): number => Number(row?.[column] ?? 0);
