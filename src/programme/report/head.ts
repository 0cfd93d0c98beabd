import type { SqlRow } from '../../store/port.ts';
import { DENOMINATORS } from '../denominators.ts';
import type { Breakdown, Cell, ReportColumn, ReportTable } from '../report.ts';

const COLUMNS: readonly ReportColumn[] = DENOMINATORS.map(({ id, means }) => ({
  id,
  type: id === 'enrolled' ? 'count' : 'share',
  means,
}));

/** The people a report is about: the same five counts at the head of each, once more by what it is broken down by. */
export function headTables(rows: readonly SqlRow[], by: Breakdown | undefined): ReportTable[] {
  const total = rows.reduce<Record<string, number>>(
    (sums, row) => Object.fromEntries(DENOMINATORS.map(({ id }) => [id, (sums[id] ?? 0) + Number(row[id])])),
    Object.fromEntries(DENOMINATORS.map(({ id }) => [id, 0])),
  );
  const people: ReportTable = { id: 'people', columns: COLUMNS, rows: [cells(total)] };
  if (by === undefined) return [people];
  const value: ReportColumn = {
    id: by,
    type: 'text',
    means: 'what the people of this row have in common; empty: not known',
  };
  const rest = rows.map((row) => [String(row['value']), ...cells(row as Readonly<Record<string, number>>)]);
  return [people, { id: 'people_by', columns: [value, ...COLUMNS], rows: rest }];
}

const cells = (counts: Readonly<Record<string, number>>): Cell[] =>
  DENOMINATORS.map(({ id }) => {
    const n = Number(counts[id] ?? 0);
    return id === 'enrolled' ? n : { n, of: Number(counts['enrolled'] ?? 0) };
  });
