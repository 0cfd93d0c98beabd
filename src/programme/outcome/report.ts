import { localDate } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { breakdownSql } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { Cell, Report, ReportAsked, ReportColumn, ReportContext, ReportKind, ReportTable } from '../report.ts';
import { EVIDENCE, JOBS, KINDS } from './kinds.ts';

/** What came of it: by how it is known, people and enterprises apart, direct and indirect jobs apart. */
export const outcomesReport: ReportKind = {
  name: 'outcomes',
  summary: 'Businesses created and registered, self-employed, jobs: by evidence, people and enterprises apart',
  async run(asked, at): Promise<Report> {
    const { programme, from, to } = asked;
    const rows = await at.read(outcomesCounted(asked, at));
    return {
      name: 'outcomes',
      from: from ?? null,
      to: to ?? localDate(at.now, programme.timezone),
      tables: [once(asked, rows), jobs(asked, rows)],
      notes: [],
    };
  },
};

/**
 * (A + keeps SQLite from looking through the whole programme once for each of its people.)
 * By kind: what of it is known by which evidence at best. `subjects`: enterprises, and people who have none, each once; `jobs`:
 * the sum of what was entered under each evidence.
 */
function outcomesCounted({ audience, by, programme, since, until }: ReportAsked, { sight, now }: ReportContext): Query {
  const who = audienceQuery(everEnrolled(audience), sight, now, { erased: true });
  const rank = `case o.evidence when 'visit' then 2 when 'document' then 1 else 0 end`;
  const { timezone, programme: name } = programme;
  return {
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}),
        hers as (select o.kind, o.count, ${rank} as rank, o.person_id, o.enterprise_id, coalesce(o.enterprise_id, o.person_id) as subject,
            ${breakdownSql(by)} as value
          from who cross join outcome o on o.person_id = who.person_id
          where +o.programme = @programme and o.undone_at is null and +o.on_day >= @first and +o.on_day <= @last),
        subjects as (select kind, subject, min(value) as value, max(rank) as rank, min(enterprise_id) as enterprise_id,
            min(person_id) as person_id from hers group by kind, subject)
        select 'subjects' as what, kind, value, rank, count(*) as n,
          count(*) filter (where enterprise_id is not null) as enterprises,
          count(*) filter (where enterprise_id is null) as people from subjects group by kind, value, rank
        union all select 'jobs', kind, value, rank, sum(count), null, null from hers where kind like 'job-%' group by kind, value, rank`,
    },
    params: {
      ...who.params,
      programme: name,
      first: since === 0 ? '' : localDate(since, timezone),
      last: localDate(until - 1, timezone),
    },
  };
}

const KIND: ReportColumn = { id: 'achieved', type: 'key', means: 'what came to be', says: 'report.achieved' };
const along = (by: ReportAsked['by']): readonly ReportColumn[] =>
  by === undefined
    ? []
    : [{ id: by, type: 'text', means: 'what the people of this row have in common; empty: not known' }];
const LEVELS = EVIDENCE.map((level, rank) => ({ level, rank, id: `by_${level.replace('-', '_')}` }));

const sum = (rows: readonly SqlRow[], column = 'n') => rows.reduce((n, row) => n + Number(row[column] ?? 0), 0);

/** One row a kind and value of the breakdown; of a kind without any, zeros. */
function rowsOf(
  asked: ReportAsked,
  rows: readonly SqlRow[],
  kinds: readonly string[],
  cells: (rows: readonly SqlRow[]) => readonly Cell[],
): Cell[][] {
  const values = asked.by === undefined ? [''] : [...new Set(rows.map((row) => String(row['value'])))];
  return kinds.flatMap((kind) =>
    values.map((value) => [
      kind,
      ...(asked.by === undefined ? [] : [value]),
      ...cells(rows.filter((row) => row['kind'] === kind && row['value'] === value)),
    ]),
  );
}

function once(asked: ReportAsked, all: readonly SqlRow[]): ReportTable {
  const rows = all.filter((row) => row['what'] === 'subjects');
  return {
    id: 'outcomes',
    apart: true,
    columns: [
      KIND,
      ...along(asked.by),
      {
        id: 'in_all',
        type: 'count',
        means: 'enterprises, and people who have none, each once however often it was noted',
      },
      { id: 'enterprises', type: 'count', means: 'of them: enterprises' },
      { id: 'people', type: 'count', means: 'of them: people without an enterprise, or what is a person’s own' },
      ...LEVELS.map(
        ({ level, id }): ReportColumn => ({ id, type: 'count', means: `of them: whose best evidence is ${level}` }),
      ),
    ],
    rows: rowsOf(asked, rows, KINDS, (some) => [
      sum(some),
      sum(some, 'enterprises'),
      sum(some, 'people'),
      ...LEVELS.map(({ rank }) => sum(some.filter((row) => row['rank'] === rank))),
    ]),
  };
}

function jobs(asked: ReportAsked, all: readonly SqlRow[]): ReportTable {
  const rows = all.filter((row) => row['what'] === 'jobs');
  return {
    id: 'jobs',
    apart: true,
    columns: [
      KIND,
      ...along(asked.by),
      { id: 'jobs', type: 'count', means: 'jobs: the sum of what was entered', things: true },
      ...LEVELS.map(
        ({ level, id }): ReportColumn => ({ id, type: 'count', means: `of them: entered by ${level}`, things: true }),
      ),
    ],
    rows: rowsOf(asked, rows, JOBS, (some) => [
      sum(some),
      ...LEVELS.map(({ rank }) => sum(some.filter((row) => row['rank'] === rank))),
    ]),
  };
}
