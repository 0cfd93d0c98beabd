import type { Query, SqlRow } from '../../store/port.ts';
import { breakdownSql, mayBreakDown } from '../breakdown.ts';
import type {
  Cell,
  Report,
  ReportAsked,
  ReportColumn,
  ReportContext,
  ReportKind,
  ReportTable,
  Share,
} from '../report.ts';
import { COUNTS, counted } from './counted.ts';
import { peopleTable, sessionsTable } from './report-lists.ts';

/** In percent: what programmes of this kind promise of their courses. */
const TARGET = 90;

/** Attendance = attended / (enrolled × sessions held while enrolled). Excused ones count on neither side and stand apart. */
export const attendanceReport: ReportKind = {
  name: 'attendance',
  summary:
    'Attended of the sessions held while enrolled, by session and person; excused apart; who is below the target',
  async run(asked, at) {
    mayBreakDown(asked.by, asked.programme, at.sight);
    const rows = await at.read(totalsQuery(asked, at));
    const total = summed(rows);
    const tables: ReportTable[] = [table('attendance', [], [[...figures(total)]])];
    if (asked.by !== undefined)
      tables.push(
        table(
          'attendance_by',
          [{ id: asked.by, type: 'text', means: 'what the people of this row have in common; empty: not known' }],
          rows.map((row) => [String(row['value']), ...figures(row)]),
        ),
      );
    const sessions = await sessionsTable(asked, at, total['pairs']!);
    const people = await peopleTable(asked, at, Number(total['people']), TARGET);
    tables.push(...sessions.tables, ...people.tables);
    return {
      name: 'attendance',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables,
      notes: [holds(total), ...sessions.notes, ...people.notes],
    };
  },
};

type Totals = Readonly<Record<string, number>>;

/** Over the target, not at it: the programmes say "more than 90 %". */
function holds(total: Totals): Report['notes'][number] {
  const { attended: n, held: of } = total as { attended: number; held: number };
  const vars = { n, of, target: TARGET };
  if (of === 0) return { key: 'attendance-none', vars };
  return { key: 100 * n > TARGET * of ? 'attendance-holds' : 'attendance-below', vars };
}

function totalsQuery(asked: ReportAsked, at: ReportContext): Query {
  const { sql, params } = counted(asked, at);
  const sums = COUNTS.map((name) => `coalesce(sum(t.${name}), 0) as ${name}`).join(', ');
  return {
    sql: {
      sqlite: `${sql.sqlite}
        select ${breakdownSql(asked.by)} as value, count(*) as people, ${sums},
          count(*) filter (where t.held > 0) as counted, count(*) filter (where 100 * t.attended <= ${TARGET} * t.held and t.held > 0) as below,
          (select count(*) from held) as sessions
        from who left join tally t on t.person_id = who.person_id group by 1 order by 1`,
    },
    params,
  };
}

const SUMMED = [...COUNTS, 'people', 'counted', 'below'];

function summed(rows: readonly SqlRow[]): Totals {
  const sums = Object.fromEntries(
    SUMMED.map((name) => [name, rows.reduce((sum, row) => sum + Number(row[name]), 0)] as const),
  );
  return { ...sums, sessions: Number(rows[0]?.['sessions'] ?? 0), pairs: sums['held']! + sums['excused']! };
}

function figures(row: SqlRow | Totals): Cell[] {
  const of = (name: string): number => Number(row[name]);
  const share = (n: string, all: string): Share => ({ n: of(n), of: of(all) });
  return [
    of('people'),
    share('attended', 'held'),
    share('late', 'held'),
    share('represented', 'held'),
    of('excused'),
    share('self_only', 'attended'),
    of('conflicts'),
    share('below', 'counted'),
  ];
}

/** Seats, not people: one person fills as many as there were sessions. */
const SEATS = { things: true } as const;

const FIGURES: readonly ReportColumn[] = [
  { id: 'people', type: 'count', means: 'people who took part at some time' },
  {
    id: 'attended',
    type: 'share',
    means:
      'seats taken, late and represented too, of seats held for them: one a person and session that was held while she was enrolled, excused ones left out',
    ...SEATS,
  },
  { id: 'late', type: 'share', means: 'of those seats: taken late', ...SEATS },
  { id: 'represented', type: 'share', means: 'of those seats: taken by another in her place', ...SEATS },
  { id: 'excused', type: 'count', means: 'seats of excused people, which count on neither side', ...SEATS },
  { id: 'self_only', type: 'share', means: 'of the seats taken: by her own word alone, no roll says so', ...SEATS },
  {
    id: 'conflicts',
    type: 'count',
    means: 'seats where her word and the roll disagree and nobody has settled it',
    ...SEATS,
  },
  { id: 'below', type: 'share', means: `people at or below ${TARGET} %, of those with a session that counts` },
];

const table = (id: string, before: readonly ReportColumn[], rows: readonly (readonly Cell[])[]): ReportTable => ({
  id,
  columns: [...before, ...FIGURES],
  rows,
});
