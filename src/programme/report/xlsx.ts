import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { sheetText } from '../../paper/sheet-text.ts';
import { codebookOf } from './codebook.ts';
import { type PlainColumn, type PlainTable, plainTable } from './plain.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { ShownReport } from './shown.ts';

/** Excel refuses longer names of sheets, and these letters in them. */
const NAME_MOST = 31;
const NAME_NOT = /[[\]:*?/\\]/g;

/** A sheet for each table and the codebook as the last. Text stays text: nothing in it is a formula. */
export async function reportXlsx(report: ShownReport, pseudonym: Pseudonym): Promise<Uint8Array> {
  const tables = report.tables.map((table) => plainTable(table, report, pseudonym));
  return writeXlsxFile([...tables, codebookOf(report, tables)].map(sheetOf)).toBuffer();
}

function sheetOf({ id, columns, rows }: PlainTable): Parameters<typeof writeXlsxFile>[0][number] {
  const head: Cell[] = columns.map((column) => ({
    value: sheetText(column.id),
    type: String,
    fontWeight: 'bold',
  }));
  return {
    sheet: id.replace(NAME_NOT, ' ').slice(0, NAME_MOST),
    stickyRowsCount: 1,
    columns: columns.map((column, i) => ({ width: widthOf([column.id, ...rows.map((row) => String(row[i] ?? ''))]) })),
    data: [head, ...rows.map((row) => row.map((value, i) => cellOf(value, columns[i]!)))],
  };
}

function cellOf(value: string | number | null, { type }: PlainColumn): Cell {
  if (value === null) return null;
  if (typeof value === 'string') return { value: sheetText(value), type: String };
  return { value, type: Number, ...(type === 'minor' ? { format: '#,##0.00' } : {}) };
}

/** In letters; a long sentence is not a wide column. */
const widthOf = (texts: readonly string[]): number =>
  Math.min(60, texts.reduce((most, text) => Math.max(most, text.length), 8) + 2);
