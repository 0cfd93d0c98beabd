import { stringify } from 'csv-stringify/sync';
import { codebookOf } from './codebook.ts';
import { type PlainTable, plainTable } from './plain.ts';
import type { Pseudonym } from './pseudonym.ts';
import type { ShownReport, ShownTable } from './shown.ts';

/** One table as CSV in UTF-8; each line says which days it is about, so that months can be put under one another. */
export function tableCsv(report: ShownReport, table: ShownTable, pseudonym: Pseudonym, bom: boolean): string {
  const plain = plainTable(table, report, pseudonym);
  const head = ['from', 'to', ...plain.columns.map(({ id }) => id)];
  return asCsv([head, ...plain.rows.map((row) => [report.from, report.to, ...row])], bom);
}

/** What its columns mean, as CSV. */
export function codebookCsv(report: ShownReport, pseudonym: Pseudonym, bom: boolean): string {
  const book: PlainTable = codebookOf(
    report,
    report.tables.map((table) => plainTable(table, report, pseudonym)),
  );
  return asCsv([book.columns.map(({ id }) => id), ...book.rows], bom);
}

/** No cell is a formula to a spreadsheet. `bom`: Excel reads UTF-8 by it. */
const asCsv = (rows: readonly (readonly (string | number | null)[])[], bom: boolean): string =>
  stringify(rows as (string | number | null)[][], { bom, escape_formulas: true });
