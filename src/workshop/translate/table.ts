import { stringify } from 'csv-stringify/sync';
import writeXlsxFile, { type Cell } from 'write-excel-file/node';
import { sheetText } from '../../paper/sheet-text.ts';
import { type Entry, noteOf } from './entry.ts';

/** What the file is of. */
export interface Sheet {
  readonly programme: string;
  readonly language: string;
  readonly entries: readonly Entry[];
}

/** In this order; a translator fills in the second group. What is read back is found by these names. */
export const COLUMNS = [
  'flow',
  'step',
  'field',
  'form',
  'note',
  'source',
  'translation',
  'state',
  'translator',
  'reviewer',
  'on',
  'programme',
  'language',
  'hash',
] as const;
export type Column = (typeof COLUMNS)[number];

const WIDE: Partial<Record<Column, number>> = { note: 40, source: 60, translation: 60 };

/**
 * A text that a spreadsheet would take for a formula stands behind an apostrophe, and so does one that begins with
 * apostrophes before such a sign, as Mayan words may.
 */
const GUARDED = /^'*[=+\-@\t＝＋－＠]/;
export const guarded = (text: string): string => (GUARDED.test(text) ? `'${text}` : text);
export const unguarded = (text: string): string => (text.startsWith("'") && GUARDED.test(text) ? text.slice(1) : text);

function cells(entry: Entry, { programme, language }: Sheet): Readonly<Record<Column, string>> {
  const { flow, step, field, form, source, translation, state, translator, reviewer, on, of } = entry;
  const note = noteOf(entry);
  const own = { flow, step, field, form, note, source, translation, state, translator, reviewer, on };
  return { ...own, programme, language, hash: of };
}

const rowsOf = (sheet: Sheet): string[][] =>
  sheet.entries.map((entry) => {
    const all = cells(entry, sheet);
    return COLUMNS.map((column) => guarded(all[column]));
  });

/** UTF-8 with the mark by which Excel knows it. */
export const asCsv = (sheet: Sheet): string => stringify([[...COLUMNS], ...rowsOf(sheet)], { bom: true });

export const asJson = (sheet: Sheet): string =>
  `${JSON.stringify(
    sheet.entries.map((entry) => cells(entry, sheet)),
    null,
    2,
  )}\n`;

export async function asXlsx(sheet: Sheet): Promise<Uint8Array> {
  const head: Cell[] = COLUMNS.map((value) => ({ value, type: String, fontWeight: 'bold' }));
  const rows = rowsOf(sheet).map((row): Cell[] =>
    row.map((value) =>
      value === '' ? null : { value: sheetText(value), type: String, wrap: true, alignVertical: 'top' },
    ),
  );
  return writeXlsxFile([
    {
      sheet: sheet.language,
      stickyRowsCount: 1,
      columns: COLUMNS.map((column) => ({ width: WIDE[column] ?? 14 })),
      data: [head, ...rows],
    },
  ]).toBuffer();
}
