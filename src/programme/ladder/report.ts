import { localDate } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { breakdownSql } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { Cell, Report, ReportAsked, ReportColumn, ReportContext, ReportKind } from '../report.ts';
import { STEPS } from './steps.ts';

/** From which step to which: her first line and her last, of people who have two; the others are missing, and said so. */
export const ladderReport: ReportKind = {
  name: 'ladder',
  summary: 'The digital-inclusion ladder: from where she began to where she is, with those of whom nobody knows',
  async run(asked, at): Promise<Report> {
    const { programme, from, to } = asked;
    const rows = await at.read(movesQuery(asked, at));
    return {
      name: 'ladder',
      from: from ?? null,
      to: to ?? localDate(at.now, programme.timezone),
      tables: [matrix(asked, rows), moved(asked, rows)],
      notes: [],
    };
  },
};

/** Lines up to the last day; of two of one day the later entered is the last. A first line is one of whatever day. */
function movesQuery({ audience, by, programme, until }: ReportAsked, { sight, now }: ReportContext): Query {
  const who = audienceQuery(everEnrolled(audience), sight, now, { erased: true });
  const way = 'partition by l.person_id order by l.on_day';
  return {
    sql: {
      sqlite: `with who as materialized (${who.sql.sqlite}),
        lines as (select l.person_id, l.step, row_number() over (${way}, l.entered_at, l.id) as nth,
            row_number() over (${way} desc, l.entered_at desc, l.id desc) as back
          from who cross join ladder_step l on l.person_id = who.person_id and l.programme = @programme
          where l.undone_at is null and l.on_day <= @last),
        hers as materialized (select person_id, max(case when nth = 1 then step end) as was,
            max(case when back = 1 and nth > 1 then step end) as became from lines group by person_id)
        select ${breakdownSql(by)} as value, h.was, h.became, count(*) as n
        from who left join hers h on h.person_id = who.person_id group by 1, 2, 3`,
    },
    params: { ...who.params, programme: programme.programme, last: localDate(until - 1, programme.timezone) },
  };
}

const along = (by: ReportAsked['by']): readonly ReportColumn[] =>
  by === undefined
    ? []
    : [{ id: by, type: 'text', means: 'what the people of this row have in common; empty: not known' }];
const count = (id: string, means: string): ReportColumn => ({ id, type: 'count', means });

const valuesOf = (rows: readonly SqlRow[]): readonly string[] => [...new Set(rows.map((row) => String(row['value'])))];

function matrix({ by }: ReportAsked, rows: readonly SqlRow[]) {
  const n = (value: string, was: number | null, became: number | null): number =>
    rows
      .filter((row) => row['value'] === value && row['was'] === was && row['became'] === became)
      .reduce((sum, row) => sum + Number(row['n']), 0);
  return {
    id: 'ladder_moves',
    across: true,
    columns: [
      {
        id: 'began_at',
        type: 'key',
        means: 'the step on her first line; none: she has no line',
        says: 'report.ladder',
      },
      ...along(by),
      ...STEPS.map((step) => count(step.replace('-', '_'), `of them: whose last line says ${step}`)),
      count('not_again', 'of them: who have one line or none, so that nobody knows where they are now'),
    ],
    rows: valuesOf(rows).flatMap((value) => [
      ...STEPS.map((step, i): Cell[] => [
        step,
        ...(by === undefined ? [] : [value]),
        ...STEPS.map((_, j) => n(value, i + 1, j + 1)),
        n(value, i + 1, null),
      ]),
      ['none', ...(by === undefined ? [] : [value]), ...STEPS.map(() => null), n(value, null, null)],
    ]),
  } as const;
}

function moved({ by }: ReportAsked, rows: readonly SqlRow[]) {
  return {
    id: 'ladder_moved',
    columns: [
      ...along(by),
      { id: 'up', type: 'share', means: 'of all: who stand higher than they began; missing: who have no two lines' },
      { id: 'same', type: 'share', means: 'of all: who stand where they began' },
      { id: 'down', type: 'share', means: 'of all: who stand lower than they began' },
    ],
    rows: valuesOf(rows).map((value): Cell[] => {
      const hers = rows.filter((row) => row['value'] === value);
      const total = (some: readonly SqlRow[]) => some.reduce((sum, row) => sum + Number(row['n']), 0);
      const both = hers.filter((row) => row['became'] !== null);
      const of = total(hers);
      const share = (is: (by_: number) => boolean) => ({
        n: total(both.filter((row) => is(Number(row['became']) - Number(row['was'])))),
        of,
        missing: of - total(both),
      });
      return [
        ...(by === undefined ? [] : [value]),
        share((by_) => by_ > 0),
        share((by_) => by_ === 0),
        share((by_) => by_ < 0),
      ];
    }),
  } as const;
}
