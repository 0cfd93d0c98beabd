import { DAY } from '../../../base/clock.ts';
import { RecadoError } from '../../../base/errors.ts';
import { COLUMNS_MOST, type RawRow, type Source, wholeOf } from './source.ts';
import { type Workbook, workbookOf } from './workbook.ts';
import { hearing } from './xml.ts';
import { openZip } from './zip.ts';

/**
 * The rows of one sheet as they come. The libraries that read spreadsheets give a formula's last result as if it had been
 * typed; here a formula stays one. Throws IMPORT_UNREADABLE, IMPORT_BOMB, IMPORT_SHEET_UNKNOWN, IMPORT_TOO_WIDE.
 */
export async function* xlsxRows(source: Source, sheet?: string): AsyncGenerator<RawRow> {
  const zip = await openZip(await wholeOf(source));
  try {
    const book = await workbookOf(zip, sheet);
    const stream = await zip.read(book.path);
    if (!stream) throw new RecadoError('IMPORT_UNREADABLE', { why: 'its sheet is missing' });
    const rows: RawRow[] = [];
    const reader = createReader(book, (row) => rows.push(row));
    for await (const _ of hearing(stream, reader)) {
      yield* rows;
      rows.length = 0;
    }
  } finally {
    zip.close();
  }
}

interface Cell {
  readonly at: number;
  readonly type: string;
  readonly style: number;
  value: string;
  formula: string | null;
}

function createReader(book: Workbook, onRow: (row: RawRow) => void) {
  let line = 0;
  let cells: string[] = [];
  let cell: Cell | undefined;
  let into: 'value' | 'formula' | undefined;
  let next = 0;
  return {
    open(name: string, at: Readonly<Record<string, string>>): void {
      if (name === 'row') {
        line = at['r'] === undefined ? line + 1 : Number(at['r']);
        cells = [];
        next = 0;
      } else if (name === 'c') {
        const column = at['r'] === undefined ? next : columnOf(at['r']);
        if (column >= COLUMNS_MOST) throw new RecadoError('IMPORT_TOO_WIDE', { limit: COLUMNS_MOST });
        next = column + 1;
        cell = { at: column, type: at['t'] ?? 'n', style: Number(at['s'] ?? 0), value: '', formula: null };
      } else if (name === 'f' && cell) {
        cell.formula = '';
        into = 'formula';
      } else if (name === 'v' || name === 't') into = 'value';
    },
    text(text: string): void {
      if (!cell || !into) return;
      if (into === 'value') cell.value += text;
      else cell.formula += text;
    },
    close(name: string): void {
      if (name === 'f' || name === 'v' || name === 't') into = undefined;
      else if (name === 'c' && cell) {
        while (cells.length < cell.at) cells.push('');
        cells[cell.at] = textOf(cell, book);
        cell = undefined;
      } else if (name === 'row' && cells.some((one) => one.trim() !== '')) onRow({ line, cells });
    },
  };
}

/** B14 → 1. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.toUpperCase()) {
    if (letter < 'A' || letter > 'Z') break;
    column = column * 26 + letter.charCodeAt(0) - 64;
  }
  return Math.max(0, column - 1);
}

function textOf({ type, style, value, formula }: Cell, { strings, dates, since1904 }: Workbook): string {
  if (formula !== null) return `=${formula.replace(/^=/, '')}`;
  if (type === 's') return strings[Number(value)] ?? '';
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (dates.has(style) && number >= 1) return dayOf(number, since1904);
  // 8.341234567E9 is how a phone is kept that somebody typed without its +.
  return Number.isSafeInteger(number) ? String(number) : value;
}

/** Days since 30 December 1899 (the year 1900 has a 29 February there) → yyyy-mm-dd. */
function dayOf(serial: number, since1904: boolean): string {
  const days = Math.floor(serial) + (since1904 ? 1_462 : 0) - 25_569;
  const at = new Date(days * DAY);
  return Number.isNaN(at.getTime()) ? String(serial) : at.toISOString().slice(0, 10);
}
