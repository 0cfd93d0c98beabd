import { localDate, localTime } from '../../domain/time.ts';
import type { ReportColumn } from '../report.ts';
import type { Pseudonym } from './pseudonym.ts';
import {
  type Figure,
  isHidden,
  isShare,
  percentOf,
  type ShownCell,
  type ShownReport,
  type ShownTable,
} from './shown.ts';

export type Words = (key: string, vars: Readonly<Record<string, string | number>>, language: string) => string;

/** A table as files hold it: one value a field, a share in three of them, nobody's id. */
export interface PlainTable {
  readonly id: string;
  readonly columns: readonly PlainColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}
export interface PlainColumn {
  readonly id: string;
  readonly type: ReportColumn['type'] | 'percent';
  readonly means: string;
}

export const FEW_SHOWN = '<5';
export const GUARD_SHOWN = '*';

export const figure = (value: Figure): string | number =>
  isHidden(value) ? (value.hidden === 'few' ? FEW_SHOWN : GUARD_SHOWN) : value;

/** The table for a spreadsheet or a statistics program. Money in whole units with its cents. */
export function plainTable(table: ShownTable, report: ShownReport, pseudonym: Pseudonym): PlainTable {
  const parts = table.columns.map((column) => fieldsOf(column, report, pseudonym));
  return {
    id: table.id,
    columns: parts.flatMap(({ columns }) => columns),
    rows: table.rows.map((row) => row.flatMap((cell, i) => parts[i]!.of(cell))),
  };
}

interface Fields {
  readonly columns: readonly PlainColumn[];
  of(cell: ShownCell): (string | number | null)[];
}

function fieldsOf({ id, type, means }: ReportColumn, { names, zone }: ShownReport, pseudonym: Pseudonym): Fields {
  const one = (of: (cell: Exclude<ShownCell, null>) => string | number | null): Fields => ({
    columns: [{ id, type, means }],
    of: (cell) => [cell === null ? null : isHidden(cell) ? figure(cell) : of(cell)],
  });
  switch (type) {
    case 'share':
      return {
        columns: [
          { id: `${id}_n`, type: 'count', means },
          { id: `${id}_of`, type: 'count', means: `the N of ${id}_n` },
          { id: `${id}_missing`, type: 'count', means: `of ${id}_of: of whom it is not known` },
          { id: `${id}_percent`, type: 'percent', means: `100 × ${id}_n ÷ ${id}_of` },
        ],
        of: (cell) => {
          if (!isShare(cell)) return isHidden(cell) ? [figure(cell), null, null, null] : [null, null, null, null];
          const { n, of, missing } = cell;
          return [figure(n), figure(of), missing === undefined ? 0 : figure(missing), percentOf(cell) ?? null];
        },
      };
    case 'person':
      return {
        columns: [
          { id, type, means: `${means} (a name made for this purpose, the same in all its files)` },
          ...(names === null ? [] : [{ id: `${id}_name`, type: 'text' as const, means: 'her first name' }]),
        ],
        of: (cell) => [
          typeof cell === 'string' ? pseudonym(cell) : null,
          ...(names === null ? [] : [typeof cell === 'string' ? (names.get(cell) ?? null) : null]),
        ],
      };
    case 'minor':
      return one((cell) => (typeof cell === 'number' ? cell / 100 : null));
    case 'moment':
      return one((cell) => (typeof cell === 'number' ? `${localDate(cell, zone)} ${localTime(cell, zone)}` : null));
    default:
      return one((cell) => (isShare(cell) || isHidden(cell) ? null : cell));
  }
}
