import { DAY } from '../../base/clock.ts';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import { localDate } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { whoQuery } from '../breakdown.ts';
import { ACTIVE_DAYS, CAME, denominatorParams, everEnrolled, IS_HEARD } from '../denominators.ts';
import type { Cell, ReportAsked, ReportColumn, ReportContext, ReportKind } from '../report.ts';

export const sitesReport: ReportKind = {
  name: 'sites',
  summary: `every site: its people and how many are women, how many are active, and since when a site is silent (${ACTIVE_DAYS} days)`,
  async run(asked, at) {
    const rows = await at.read(sitesQuery(asked, at));
    const silent = rows.filter((row) => Number(row['people']) > 0 && Number(row['heard']) === 0);
    const last = new Map(
      silent.length === 0
        ? []
        : (await at.read(lastHeard(asked, at, silent))).map((row) => [row['id'], row['at']] as const),
    );
    const sites = rows.length;
    const peopled = rows.filter((row) => Number(row['people']) > 0).length;
    return {
      name: 'sites',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'sites',
          columns: TOTALS,
          rows: [
            [
              sites,
              { n: peopled, of: sites },
              { n: peopled - silent.length, of: sites },
              { n: silent.length, of: sites },
            ],
          ],
        },
        { id: 'by_site', columns: COLUMNS, rows: rows.map((row) => siteRow(row, last, asked)) },
      ],
      notes: [{ key: 'silent', vars: { days: ACTIVE_DAYS } }],
    };
  },
};

const TOTALS: readonly ReportColumn[] = [
  { id: 'sites', type: 'count', things: true, means: 'communities and villages of the programme' },
  { id: 'with_people', type: 'share', things: true, means: 'of the sites: where somebody is enrolled' },
  {
    id: 'active_sites',
    type: 'share',
    things: true,
    means: `of the sites: where somebody answered, opened a lesson, handed in or attended in the ${ACTIVE_DAYS} days up to the last day`,
  },
  {
    id: 'silent_sites',
    type: 'share',
    things: true,
    means: `of the sites: where people are enrolled and nobody was heard of in those ${ACTIVE_DAYS} days`,
  },
];
const COLUMNS: readonly ReportColumn[] = [
  { id: 'site', type: 'text', means: 'its title' },
  { id: 'enrolled', type: 'count', means: 'people of it who took part at some time' },
  { id: 'women', type: 'share', means: 'of the enrolled: women; missing: nobody has said' },
  { id: 'active', type: 'share', means: 'of the enrolled: active, as everywhere' },
  {
    id: 'last_heard',
    type: 'day',
    means: `of a silent site: when somebody was last heard of; empty: never, or within ${ACTIVE_DAYS} days`,
  },
  { id: 'silent_days', type: 'count', things: true, means: 'days since then' },
];

/** Whoever sees a part of the programme is told of the sites of that part. */
function sitesQuery(asked: ReportAsked, at: ReportContext): Query {
  const who = whoQuery({ audience: everEnrolled(asked.audience) }, at);
  const { within, workspace } = at.sight;
  const { cohorts, groups, stages, partners, languages, sites } = asked.audience;
  const part = within !== null || [cohorts, groups, stages, partners, languages].some((one) => one !== undefined);
  return {
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}), ${CAME},
          one as materialized (select who.site_id, who.person_id, ${IS_HEARD} as heard from who where who.site_id is not null),
          found as materialized (select one.site_id, count(*) as people,
            count(*) filter (where json_extract(p.profile, '$.sexo') = 'mujer') as women,
            count(*) filter (where json_extract(p.profile, '$.sexo') is null) as unsaid,
            count(*) filter (where one.heard and e.state = 'active') as active, sum(one.heard) as heard
            from one join person p on p.id = one.person_id
              join enrolment e on e.person_id = one.person_id and e.programme = @den_programme group by one.site_id)
        select u.id, u.title, coalesce(f.people, 0) as people, coalesce(f.women, 0) as women, coalesce(f.unsaid, 0) as unsaid,
          coalesce(f.active, 0) as active, coalesce(f.heard, 0) as heard
        from unit u left join found f on f.site_id = u.id
        where u.workspace = @workspace and u.programme = @den_programme and u.kind = 'site'
          and (@part = 0 or f.people > 0 or u.id in (select value from json_each(@within)))
          and (@sites is null or u.name in (select value from json_each(@sites)))
        order by u.title, u.id`,
    },
    params: {
      ...who.params,
      ...denominatorParams(asked),
      workspace,
      part: part ? 1 : 0,
      within: JSON.stringify(within ?? []),
      sites: sites === undefined ? null : JSON.stringify(sites),
    },
  };
}

/** The last sign of life of sites that are silent: the few for which older records must be read. */
function lastHeard(asked: ReportAsked, at: ReportContext, silent: readonly SqlRow[]): Query {
  const who = whoQuery({ audience: everEnrolled(asked.audience) }, at);
  return {
    sql: {
      sqlite: `with who as materialized (select * from (${who.sql.sqlite}) where site_id in (select value from json_each(@silent)))
        select id, max(at) as at from (
          select who.site_id as id, max(x.entered_at) as at from who join answer x on x.person_id = who.person_id
            where x.entered_at < @den_until group by 1
          union all select who.site_id, max(max(coalesce(f.opened_at, 0)), max(coalesce(f.finished_at, 0)))
            from who join flow_progress f on f.person_id = who.person_id
            where f.flow in (select value from json_each(@den_lessons)) and f.opened_at < @den_until group by 1
          union all select who.site_id, max(h.received_at) from who join homework h on h.person_id = who.person_id
            where h.programme = @den_programme and h.received_at < @den_until group by 1
          union all select who.site_id, max(s.starts_at) from who join attendance a on a.person_id = who.person_id
            join session s on s.id = a.session_id where a.status in ${ATTENDED_SQL} and s.starts_at < @den_until
            group by 1)
        where at > 0 group by id`,
    },
    params: { ...who.params, ...denominatorParams(asked), silent: JSON.stringify(silent.map(({ id }) => id)) },
  };
}

function siteRow(row: SqlRow, last: ReadonlyMap<unknown, unknown>, { programme, until }: ReportAsked): Cell[] {
  const of = Number(row['people']);
  const heard = last.get(row['id']);
  return [
    String(row['title']),
    of,
    { n: Number(row['women']), of, missing: Number(row['unsaid']) },
    { n: Number(row['active']), of },
    typeof heard === 'number' ? localDate(heard, programme.timezone) : null,
    typeof heard === 'number' ? Math.floor((until - heard) / DAY) : null,
  ];
}
