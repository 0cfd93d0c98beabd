import { RecadoError } from '../../base/errors.ts';
import { seen } from '../../flow/word-processor.ts';
import { sniff, sourceOf, tableRows } from '../../programme/import/read/index.ts';
import { COLUMNS, type Column, unguarded } from './table.ts';

/** One row as it came back. `line` as a spreadsheet numbers it; of JSON the place in the list. */
export interface Row extends Readonly<Record<Column, string>> {
  readonly line: number;
  /** The cell holds a formula: what it says is not read. */
  readonly formula: boolean;
}

/** More than any programme says in one language. */
export const TRANSLATION_FILE_MOST = 8 * 1024 * 1024;

const NEEDED: readonly Column[] = ['flow', 'step', 'field', 'translation', 'programme', 'language', 'hash'];

/**
 * The rows of a file that a translator sends back: CSV, XLSX or JSON, by its bytes. Throws TRANSLATION_FILE_TOO_LARGE,
 * TRANSLATION_COLUMNS, TRANSLATION_FILE_JSON and what reading a table throws (IMPORT_…).
 */
export async function readRows(bytes: Uint8Array): Promise<readonly Row[]> {
  if (bytes.byteLength > TRANSLATION_FILE_MOST)
    throw new RecadoError('TRANSLATION_FILE_TOO_LARGE', { limit: TRANSLATION_FILE_MOST / 1024 / 1024 });
  if (/^(?:\uFEFF)?\s*[[{]/.test(Buffer.from(bytes.subarray(0, 64)).toString('utf8'))) return fromJson(bytes);
  const source = sourceOf(bytes);
  const rows: Row[] = [];
  let at: ReadonlyMap<string, number> | undefined;
  for await (const { line, cells } of tableRows(source, await sniff(source))) {
    if (!at) {
      at = new Map(cells.map((cell, i) => [cell.trim().toLowerCase(), i]));
      const missing = NEEDED.filter((column) => !at!.has(column));
      if (missing.length > 0) throw new RecadoError('TRANSLATION_COLUMNS', { missing: missing.join(', ') });
      continue;
    }
    const index = at;
    rows.push(row(line, (column) => cells[index.get(column) ?? -1] ?? '', true));
  }
  if (!at) throw new RecadoError('TRANSLATION_COLUMNS', { missing: NEEDED.join(', ') });
  return rows;
}

function fromJson(bytes: Uint8Array): readonly Row[] {
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RecadoError('TRANSLATION_FILE_JSON', {}, { cause });
  }
  if (!Array.isArray(list) || list.some((one) => typeof one !== 'object' || one === null || Array.isArray(one)))
    throw new RecadoError('TRANSLATION_FILE_JSON');
  const all = list as readonly Readonly<Record<string, unknown>>[];
  const missing = all.length === 0 ? NEEDED : NEEDED.filter((column) => all.some((one) => !(column in one)));
  if (missing.length > 0) throw new RecadoError('TRANSLATION_COLUMNS', { missing: missing.join(', ') });
  return all.map((one, i) => row(i + 1, (column) => (typeof one[column] === 'string' ? one[column] : ''), false));
}

/** Line breaks and spaces of any system, and letters written of parts, are the same text; what cannot be seen is none. */
const plain = (text: string): string => seen(text.replace(/\r\n?/g, '\n').normalize('NFC')).trim();

function row(line: number, cell: (column: Column) => string, table: boolean): Row {
  const values = Object.fromEntries(
    COLUMNS.map((column) => [column, plain(table ? unguarded(cell(column)) : cell(column))]),
  ) as Record<Column, string>;
  return { ...values, line, formula: table && cell('translation').startsWith('=') };
}
