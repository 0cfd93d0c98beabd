import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { systemCatalogues } from '../../../src/locale/catalogue.ts';
import { createTexts } from '../../../src/locale/texts.ts';
import { sourceOf } from '../../../src/programme/import/read/index.ts';
import { reportCsv } from '../../../src/programme/report/files.ts';
import { reportJson, reportJsonSchema } from '../../../src/programme/report/json.ts';
import { pseudonyms } from '../../../src/programme/report/pseudonym.ts';
import type { ShownReport, ShownTable } from '../../../src/programme/report/shown.ts';
import { reportText } from '../../../src/programme/report/text.ts';
import { reportXlsx } from '../../../src/programme/report/xlsx.ts';
import type { ReportColumn } from '../../../src/programme/report.ts';
import { localeFiles } from '../../locale/files.ts';
import { rowsOf } from '../import/files.ts';

const columns: ReportColumn[] = [
  { id: 'person', type: 'person', means: 'whom it is about' },
  { id: 'site', type: 'text', means: 'where' },
  { id: 'share', type: 'share', means: 'sessions attended' },
  { id: 'cost', type: 'minor', means: 'money' },
  { id: 'at', type: 'moment', means: 'when' },
  { id: 'change', type: 'number', means: 'less than before' },
];
const AT = Date.parse('2026-03-02T16:30:00Z');
const table: ShownTable = {
  id: 'each',
  columns,
  rows: [
    ['p1', '=2+2', { n: 3, of: 4, missing: 1 }, 150_050, AT, -5],
    ['p2', 'La "Mesa", dos\nlíneas', { n: { hidden: 'few' }, of: 30 }, null, null, null],
  ],
};
const report: ShownReport = {
  name: 'attendance',
  programme: 'llera',
  from: '2026-03-01',
  to: '2026-03-31',
  zone: 'America/Monterrey',
  madeAt: AT,
  shared: true,
  scope: { cohort: 'grupo-a' },
  tables: [table],
  names: new Map([['p1', 'Ana']]),
  notes: [{ key: 'silent', vars: { days: 14 } }],
};
const names = pseudonyms('a secret', 'funder');
const texts = createTexts(systemCatalogues(localeFiles));
const words = (key: string, vars: Readonly<Record<string, string | number>>, language: string) =>
  texts.say(key, { language, vars }).text;

describe('pseudonyms', () => {
  test('are the same for one purpose and installation, and another for another', () => {
    expect(names('p1')).toBe(pseudonyms('a secret', 'funder')('p1'));
    const all = [names('p1'), names('p2'), pseudonyms('a secret', 'press')('p1'), pseudonyms('other', 'funder')('p1')];
    expect(new Set(all).size).toBe(4);
    expect(all.every((name) => /^[0-9a-z]{12}$/.test(name))).toBe(true);
  });

  test('of a hundred thousand people no two are alike', () => {
    const made = Array.from({ length: 100_000 }, (_, i) => names(`p${i}`));
    expect(new Set(made).size).toBe(100_000);
  });
});

describe('csv', () => {
  const rows = parse(reportCsv(report, {}, names), { columns: true }) as Record<string, string>[];

  test('comes back as it went: shares in parts, days on each line, nobody named by her id', () => {
    expect(rows[0]).toEqual({
      from: '2026-03-01',
      to: '2026-03-31',
      person: names('p1'),
      person_name: 'Ana',
      site: "'=2+2",
      share_n: '3',
      share_of: '4',
      share_missing: '1',
      share_percent: '75',
      cost: '1500.5',
      at: '2026-03-02 10:30',
      change: '-5',
    });
    expect(rows[1]).toMatchObject({
      site: 'La "Mesa", dos\nlíneas',
      share_n: '<5',
      share_percent: '',
      cost: '',
      at: '',
    });
    expect(reportCsv(report, {}, names)).not.toMatch(/\bp[12]\b/);
  });

  test('its codebook has a line for every column of it, and for the denominators', () => {
    const book = parse(reportCsv(report, { codebook: true }, names), { columns: true }) as Record<string, string>[];
    const described = book.filter((line) => line['table'] === 'each').map((line) => line['column']);
    expect(Object.keys(rows[0]!).filter((id) => !['from', 'to'].includes(id))).toEqual(described);
    expect(book.map((line) => line['column'])).toContain('enrolled');
    expect(book.every((line) => line['means'] !== '')).toBe(true);
  });

  test('begins with a byte order mark only where Excel is to open it', () => {
    expect(reportCsv(report, { bom: true }, names).startsWith('\uFEFF')).toBe(true);
    expect(reportCsv(report, {}, names).startsWith('from,')).toBe(true);
  });

  test('a table that is not there is named with those that are', () => {
    expect(() => reportCsv(report, { table: 'otra' }, names)).toThrow(
      expect.objectContaining({ code: 'REPORT_TABLE', next: 'Choose one of each.' }),
    );
  });
});

describe('xlsx', () => {
  test('a word that every object has for a key is a text like any other, as a heading too', async () => {
    const words = [...Object.getOwnPropertyNames(Object.prototype), 'Ana'];
    const columns = words.map((id): ReportColumn => ({ id, type: 'text', means: id }));
    const bytes = await reportXlsx({ ...report, tables: [{ id: 'words', columns, rows: [words] }] }, names);
    const [head, row] = await rowsOf(sourceOf(bytes), 'words');
    expect(head!.cells).toEqual(words);
    expect(row!.cells).toEqual(words);
  });

  test('opens again with a sheet for each table and the codebook, numbers as numbers, text as text', async () => {
    const bytes = await reportXlsx(report, names);
    const each = await rowsOf(sourceOf(bytes), 'each');
    expect(each[0]!.cells).toEqual([
      'person',
      'person_name',
      'site',
      'share_n',
      'share_of',
      'share_missing',
      'share_percent',
      'cost',
      'at',
      'change',
    ]);
    expect(each[1]!.cells).toEqual([
      names('p1'),
      'Ana',
      '=2+2',
      '3',
      '4',
      '1',
      '75',
      '1500.5',
      '2026-03-02 10:30',
      '-5',
    ]);
    const book = await rowsOf(sourceOf(bytes), 'codebook');
    expect(book.some((line) => line.cells[1] === 'share_of')).toBe(true);
  });
});

describe('text and json', () => {
  test('every share as n of N with its percentage and how many are not known', () => {
    const said = reportText(report, { words, language: 'es-MX', currency: 'MXN' });
    expect(said).toContain('3/4 = 75 % (sin dato: 1)');
    expect(said).toContain('<5/30');
    expect(said).toContain('Del 2026-03-01 al 2026-03-31');
    expect(said).toMatch(/Ana +=2\+2/);
    expect(said).toContain('$1,500.50');
  });

  test('json fits its schema, and a cell that nobody knows is null', () => {
    const made = reportJson(report, words, 'es-MX');
    expect(reportJsonSchema.parse(made)).toEqual(made);
    expect(made.tables[0]!.rows[0]).toMatchObject({
      person: { person: 'p1', name: 'Ana' },
      share: { n: 3, of: 4, missing: 1, percent: 75 },
      change: -5,
    });
    expect(made.tables[0]!.rows[1]).toMatchObject({
      share: { n: { hidden: 'few' }, of: 30, percent: null },
      cost: null,
    });
  });
});
