import { csvRows } from './csv.ts';
import type { Sniffed } from './sniff.ts';
import type { RawRow, Source } from './source.ts';
import { xlsxRows } from './xlsx.ts';

export { type Encoding, type Sniffed, sniff } from './sniff.ts';
export { type RawRow, ROWS_MOST, type Source, sourceOf } from './source.ts';

/** Rows that have anything in them, whatever kind of file they stand in; nothing of the file is kept in memory but what is read next. */
export async function* tableRows(source: Source, { encoding }: Sniffed, sheet?: string): AsyncGenerator<RawRow> {
  const rows = encoding === null ? xlsxRows(source, sheet) : csvRows(source, encoding);
  for await (const row of rows) if (row.cells.some((cell) => cell.trim() !== '')) yield row;
}
