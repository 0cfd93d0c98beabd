import { localDate } from '../../domain/time.ts';
import { type Cel, createCel, type FactType } from '../../flow/cel.ts';
import type { Query } from '../../store/port.ts';
import { ATTENDED_CTES } from '../attended.ts';
import { audienceQuery } from '../audience.ts';
import { breakdownSql } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { Cell, Report, ReportAsked, ReportColumn, ReportContext, ReportKind } from '../report.ts';
import { counted, mayTell } from './count.ts';
import { type Asked, ofEnterprises, ofPeople } from './expressions.ts';

const ROOTS: Readonly<Record<string, FactType>> = {
  enterprise: 'map',
  homework: 'map',
  count: 'map',
  quiz: 'map',
  attendance: 'double',
  sessions: 'map',
};
/** One for all reports: compiled conditions are kept in it. */
const cel: Cel = createCel(ROOTS);

/** The first enterprise of hers that still works. */
const HERS = `left join enterprise b on b.id = (select m.enterprise_id from enterprise_member m
    join enterprise x on x.id = m.enterprise_id and x.ended_at is null and x.programme = @programme
    where m.person_id = who.person_id and m.until is null order by m.since, m.enterprise_id limit 1)`;
const WORKED = `(select distinct m.enterprise_id as id from who join enterprise_member m
    on m.person_id = who.person_id and m.until is null)`;

export const indicatorsReport: ReportKind = {
  name: 'indicators',
  summary: "the programme's indicators, n of N over people or over enterprises, and families apart from both",
  async run(asked, at): Promise<Report> {
    const { programme } = asked;
    const rows: Cell[][] = [];
    const notes: Report['notes'][number][] = [];
    for (const { id, of, when } of programme.indicators) {
      const over = of === 'enterprises' ? 'enterprises' : 'people';
      const paths = cel.check(when) ? [[]] : cel.paths(when);
      const wants = over === 'people' ? ofPeople(paths) : ofEnterprises(paths);
      if (!wants) {
        notes.push({ key: 'indicator-skipped', vars: { id } });
        continue;
      }
      const found = await at.read(combinations(over, wants, asked, at));
      // An enterprise may be of women of two sites: it is not broken down.
      const by = over === 'people' ? asked.by : undefined;
      const values = by === undefined ? [''] : [...new Set(found.map(({ value }) => String(value)))].toSorted();
      for (const value of values) {
        const share = counted(
          found.filter((row) => by === undefined || row['value'] === value),
          wants,
          when,
          cel,
          { now: at.now, today: localDate(at.now, programme.timezone) },
        );
        const told = mayTell(share, cel, when, programme, at.sight);
        if (!told)
          notes.push({ key: 'indicator-closed', vars: { id: value === '' ? id : `${id}, ${value}`, of: share.of } });
        rows.push([id, over, ...(asked.by === undefined ? [] : [value]), told ? share : null]);
      }
    }
    const value: ReportColumn[] =
      asked.by === undefined ? [] : [{ id: asked.by, type: 'text', means: 'empty: not known, or an enterprise' }];
    return {
      name: 'indicators',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        { id: 'indicators', apart: true, columns: [...COLUMNS.slice(0, 2), ...value, COLUMNS[2]!], rows },
        { id: 'units', columns: UNITS, rows: [await unitsOf(asked, at)] },
      ],
      notes,
    };
  },
};

const COLUMNS: readonly ReportColumn[] = [
  { id: 'indicator', type: 'text', means: 'its id in programme.yaml' },
  { id: 'over', type: 'key', says: 'report.over', means: 'what is counted: each person once, or each enterprise once' },
  {
    id: 'share',
    type: 'share',
    means: 'for how many the condition holds, of all enrolled (of all enterprises that somebody of them works in)',
  },
];
const UNITS: readonly ReportColumn[] = [
  { id: 'enterprises', type: 'count', means: 'enterprises at work in which somebody of them works, each once' },
  { id: 'families', type: 'count', means: 'households of which somebody is enrolled, each once' },
  { id: 'family_people', type: 'count', means: 'people who live in those households, as far as it was said' },
];

function combinations(
  over: 'people' | 'enterprises',
  wants: readonly Asked[],
  asked: ReportAsked,
  at: ReportContext,
): Query {
  const who = audienceQuery(everEnrolled(asked.audience), at.sight, at.now, { erased: true });
  const attended = wants.some(({ path }) => path[0] === 'attendance');
  const programme = asked.programme.programme;
  const ofSessions = { att_programme: programme, att_since: 0, att_until: asked.until, att_now: at.now };
  const columns = wants.map(({ sql }, i) => `${sql} as a${i}`);
  const by = over === 'people' ? breakdownSql(asked.by) : "''";
  const groups = ['value', ...wants.map((_, i) => `a${i}`)].join(', ');
  const from =
    over === 'people'
      ? `who join person p on p.id = who.person_id ${wants.some(({ path }) => path[0] === 'enterprise') ? HERS : ''}`
      : `${WORKED} w join enterprise b on b.id = w.id and b.ended_at is null and b.programme = @programme`;
  return {
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite})${attended ? `, ${ATTENDED_CTES}` : ''}
        select ${[`${by} as value`, ...columns].join(', ')}, count(*) as n from ${from} group by ${groups}`,
    },
    params: { ...who.params, programme, ...(attended ? ofSessions : {}) },
  };
}

async function unitsOf({ programme, audience }: ReportAsked, { read, sight, now }: ReportContext): Promise<Cell[]> {
  const who = audienceQuery(everEnrolled(audience), sight, now, { erased: true });
  const [row] = await read({
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}),
          homes as (select distinct h.household_id as id from who join household_member h on h.person_id = who.person_id)
        select (select count(*) from ${WORKED} w join enterprise b on b.id = w.id and b.ended_at is null
            and b.programme = @programme) as enterprises,
          (select count(*) from homes join household h on h.id = homes.id and h.programme = @programme) as families,
          (select sum(h.people) from homes join household h on h.id = homes.id and h.programme = @programme) as people`,
    },
    params: { ...who.params, programme: programme.programme },
  });
  return [Number(row?.['enterprises'] ?? 0), Number(row?.['families'] ?? 0), row?.['people'] ?? null];
}
