import { RecadoError } from '../../../base/errors.ts';
import { unreadable } from './source.ts';
import { heard } from './xml.ts';
import type { Zip } from './zip.ts';

/** All that a sheet's cells refer to. */
export interface Workbook {
  /** The entry of the sheet. */
  readonly path: string;
  readonly strings: readonly string[];
  /** Styles that show a number as a date, by their place in the list. */
  readonly dates: ReadonlySet<number>;
  /** Day 0 is 1 January 1904 instead of 30 December 1899. */
  readonly since1904: boolean;
}

/** Numbers of the formats that every Excel knows and that show dates (ECMA-376 part 1, 18.8.30). */
const BUILT_IN = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** The sheet of that name, or the first that is shown. Throws IMPORT_SHEET_UNKNOWN, IMPORT_UNREADABLE. */
export async function workbookOf(zip: Zip, sheet?: string): Promise<Workbook> {
  const sheets: { name: string; id: string; hidden: boolean }[] = [];
  let since1904 = false;
  await heard(await zip.read('xl/workbook.xml'), {
    open(name, at) {
      if (name === 'workbookPr') since1904 = /^(1|true)$/.test(at['date1904'] ?? '');
      if (name === 'sheet')
        sheets.push({ name: at['name'] ?? '', id: at['r:id'] ?? idOf(at), hidden: /hidden/i.test(at['state'] ?? '') });
    },
  });
  const paths = new Map<string, string>();
  await heard(await zip.read('xl/_rels/workbook.xml.rels'), {
    open: (name, at) => name === 'Relationship' && paths.set(at['Id'] ?? '', at['Target'] ?? ''),
  });
  const one =
    sheet === undefined
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : sheets.find(({ name }) => name === sheet);
  if (!one && sheet !== undefined)
    throw new RecadoError('IMPORT_SHEET_UNKNOWN', { name: sheet, known: sheets.map(({ name }) => name).join(', ') });
  const target = one && paths.get(one.id);
  if (!target) throw unreadable('there is no sheet in it');
  const path = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  return { path, strings: await stringsOf(zip), dates: await datesOf(zip), since1904 };
}

/** `x:id` under whatever prefix the relationships' namespace has. */
const idOf = (at: Readonly<Record<string, string>>): string =>
  Object.entries(at).find(([name]) => name.endsWith(':id'))?.[1] ?? '';

async function stringsOf(zip: Zip): Promise<readonly string[]> {
  const strings: string[] = [];
  let text = '';
  let within = false;
  let phonetic = false;
  await heard(await zip.read('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 'rPh') phonetic = true;
      within = name === 't' && !phonetic;
    },
    text(more) {
      if (within) text += more;
    },
    close(name) {
      within = false;
      if (name === 'rPh') phonetic = false;
      if (name === 'si') strings.push(text);
    },
  });
  return strings;
}

async function datesOf(zip: Zip): Promise<ReadonlySet<number>> {
  const own = new Map<number, boolean>();
  const dates = new Set<number>();
  let within = false;
  let at = 0;
  await heard(await zip.read('xl/styles.xml'), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') own.set(Number(numFmtId), showsDate(formatCode ?? ''));
      if (name === 'cellXfs') within = true;
      if (name === 'xf' && within) {
        const id = Number(numFmtId);
        if (own.get(id) ?? BUILT_IN(id)) dates.add(at);
        at += 1;
      }
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    },
  });
  return dates;
}

/** A format with a day or a year in it, once what is quoted, escaped or in brackets is gone. */
const showsDate = (format: string): boolean => /[dy]/i.test(format.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, ''));
