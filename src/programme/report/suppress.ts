import { FEWEST } from '../classes.ts';
import type { Breakdown, ReportColumn, ReportTable } from '../report.ts';
import { type Figure, isHidden, isShare, type ShownCell, type ShownTable } from './shown.ts';

const FEW = { hidden: 'few' } as const;
const GUARD = { hidden: 'guard' } as const;
const SUMS: readonly string[] = ['minutes', 'minor', 'number'];

const isFew = (n: number): boolean => n > 0 && n < FEWEST;
const countsPeople = ({ type, things }: ReportColumn): boolean => (type === 'count' || type === 'share') && !things;

/**
 * The table as it may leave the team. Counts of people from 1 to 4 are hidden; where one alone is hidden among parts of a
 * whole, the next smallest goes with it, since the total stands elsewhere; sums over a hidden count are hidden too. Null for
 * a table of single persons.
 */
export function suppressed(table: ReportTable, by?: Breakdown): ShownTable | null {
  const { columns } = table;
  if (columns.some(({ type }) => type === 'person')) return null;
  const rows: ShownCell[][] = table.rows.map((row) =>
    row.map((cell, i) => (countsPeople(columns[i]!) ? fewHidden(cell as ShownCell) : (cell as ShownCell))),
  );
  for (let changed = true; changed; ) {
    changed = guardDown(rows, table, by);
    if (table.across) changed = guardAcross(rows, columns) || changed;
  }
  for (const row of rows) {
    if (!row.some((cell) => isHidden(cell) || (isShare(cell) && (isHidden(cell.of) || isHidden(cell.n))))) continue;
    for (const [i, column] of columns.entries()) if (SUMS.includes(column.type) && row[i] !== null) row[i] = GUARD;
  }
  return { ...table, rows };
}

function fewHidden(cell: ShownCell): ShownCell {
  if (typeof cell === 'number') return isFew(cell) ? FEW : cell;
  if (!isShare(cell)) return cell;
  const { n, of, missing } = cell;
  if (isFew(of as number)) return { n: FEW, of: FEW, ...(missing === undefined ? {} : { missing: FEW }) };
  const rest = missing === undefined ? {} : { missing: isFew(missing as number) ? FEW : missing };
  return { n: isFew(n as number) ? FEW : n, of, ...rest };
}

/** Rows that add up to a total: those that differ in the breakdown alone, else all of the table. */
function parts(rows: readonly ShownCell[][], { columns, apart }: ReportTable, by?: Breakdown): ShownCell[][][] {
  const along = columns.findIndex(({ id }) => id === by || id === 'value');
  if (along < 0) return apart ? [] : [[...rows]];
  const keys = columns.flatMap(({ type }, i) => (i !== along && ['text', 'key', 'day'].includes(type) ? [i] : []));
  const groups = new Map<string, ShownCell[][]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((i) => row[i]));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()];
}

function guardDown(rows: readonly ShownCell[][], table: ReportTable, by?: Breakdown): boolean {
  let changed = false;
  for (const group of parts(rows, table, by).filter(({ length }) => length > 1)) {
    for (const [i, column] of table.columns.entries()) {
      if (!countsPeople(column)) continue;
      const series =
        column.type === 'count' ? [cellAt(i)] : (['n', 'of', 'missing'] as const).map((part) => partAt(i, part));
      for (const at of series) changed = guardOne(group.map((row) => at(row))) || changed;
    }
  }
  return changed;
}

function guardAcross(rows: readonly ShownCell[][], columns: readonly ReportColumn[]): boolean {
  const counts = columns.flatMap((column, i) => (column.type === 'count' && countsPeople(column) ? [i] : []));
  return rows.reduce((changed, row) => guardOne(counts.map((i) => cellAt(i)(row))) || changed, false);
}

interface Place {
  readonly value: Figure | undefined;
  hide(): void;
}

const cellAt =
  (i: number) =>
  (row: ShownCell[]): Place => ({
    value: row[i] === null ? undefined : (row[i] as Figure),
    hide: () => {
      row[i] = GUARD;
    },
  });

const partAt =
  (i: number, part: 'n' | 'of' | 'missing') =>
  (row: ShownCell[]): Place => {
    const cell = row[i];
    return {
      value: isShare(cell) ? cell[part] : undefined,
      hide: () => {
        if (isShare(cell)) row[i] = { ...cell, [part]: GUARD };
      },
    };
  };

/** One hidden alone is the total less the others: the smallest of those goes with it. */
function guardOne(places: readonly Place[]): boolean {
  const told = places.filter(({ value }) => typeof value === 'number' && value > 0);
  if (places.filter(({ value }) => isHidden(value)).length !== 1 || told.length === 0) return false;
  told.reduce((least, one) => ((one.value as number) < (least.value as number) ? one : least)).hide();
  return true;
}
