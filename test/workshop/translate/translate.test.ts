import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { extract, type Format, importTranslation, translationStatus } from '../../../src/assemble/translating.ts';
import { seen } from '../../../src/flow/word-processor.ts';
import type { Entry } from '../../../src/workshop/translate/entry.ts';
import { judge } from '../../../src/workshop/translate/judge.ts';
import { merged } from '../../../src/workshop/translate/merge.ts';
import { readRows } from '../../../src/workshop/translate/read.ts';
import { asCsv, asJson, asXlsx, type COLUMNS, type Sheet } from '../../../src/workshop/translate/table.ts';

const FORMATS: readonly Format[] = ['csv', 'xlsx', 'json'];
const SYSTEM = join(import.meta.dirname, '../../../locales');

const LESSON = `lesson: hilo
title: El hilo
steps:
  - ask: Hola {{name|vecina}}. ¿De qué bolsa sale el hilo?
    sms: De que bolsa sale el hilo?
    id: bolsa
    options: [NEGOCIO, CASA]
  - say: { one: Lleva una madeja., other: Lleva varias madejas. }
    id: cuenta
`;

let folders: { flows: string; locales: string };
let top: string;
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'recado-translate-'));
  folders = { flows: join(top, 'flows'), locales: join(top, 'locales') };
  mkdirSync(join(folders.flows, 'telar/lessons'), { recursive: true });
  cpSync(SYSTEM, folders.locales, { recursive: true, filter: (path) => !/\/(llera)\.json$/.test(path) });
  writeFileSync(
    join(folders.flows, 'telar/programme.yaml'),
    'programme: telar\ntitle: Telar\nlanguages: [es-MX, en]\ntimezone: America/Merida\njoin: TELAR\nmodules: [{ title: Uno, lessons: [hilo] }]\n',
  );
  writeFileSync(join(folders.flows, 'telar/lessons/hilo.yaml'), LESSON);
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const path = () => join(folders.locales, 'en/telar.json');
const write = (entries: unknown) => writeFileSync(path(), `${JSON.stringify(entries, null, 2)}\n`);
const take = (bytes: Uint8Array, more: Partial<{ dry: boolean; partly: boolean }> = {}) =>
  importTranslation(folders, bytes, { by: 'Julia', dry: false, partly: false, ...more });
const out = async (format: Format = 'json') =>
  (await extract(folders, { pack: 'telar', to: 'en', format, open: false })).bytes;
type Cells = Record<(typeof COLUMNS)[number], string>;
const cells = async () => JSON.parse(Buffer.from(await out()).toString()) as Cells[];
const back = (rows: readonly unknown[]) => Buffer.from(JSON.stringify(rows));
/** The file with the translations that are given, by `step/field/form`. */
async function filled(words: Readonly<Record<string, string>>, more: Partial<Cells> = {}): Promise<Cells[]> {
  return (await cells()).map((one) => {
    const translation = words[[one.step, one.field, one.form].filter(Boolean).join('/')];
    return translation === undefined ? one : { ...one, translation, ...more };
  });
}

describe('extract', () => {
  test('every text with its place, kind, room, source and state', async () => {
    const rows = await cells();
    expect(rows.map(({ step, field, form, state, note }) => [step, field, form, state, note.split(';')[0]])).toEqual([
      ['', 'title', '', 'missing', 'title of a lesson'],
      ['bolsa', 'ask', '', 'missing', 'question'],
      ['bolsa', 'options.NEGOCIO', '', 'missing', 'button'],
      ['bolsa', 'options.CASA', '', 'missing', 'button'],
      ['bolsa', 'sms', '', 'missing', 'the same, short, for SMS: plain letters without á í ó ú are cheaper'],
      ['cuenta', 'say', 'one', 'missing', 'message'],
      ['cuenta', 'say', 'other', 'missing', 'message'],
    ]);
    expect(rows[1]!.note).toContain('keep {{name|vecina}} as it is');
    expect(rows[2]!.note).toContain('at most 20 characters');
  });

  test('CSV carries the mark that Excel needs; --open leaves out what is done', async () => {
    expect(
      Buffer.from(await out('csv'))
        .toString()
        .startsWith('\uFEFFflow,step,'),
    ).toBe(true);
    write({ hilo: { title: 'The thread' } });
    const open = await extract(folders, { pack: 'telar', to: 'en', format: 'json', open: true });
    expect(open.texts).toBe(6);
  });

  test('a language that the pack does not speak is told, and the first is not translated', async () => {
    for (const to of ['fr', 'es-MX'])
      await expect(extract(folders, { pack: 'telar', to, format: 'csv', open: false })).rejects.toMatchObject({
        code: 'TRANSLATION_LANGUAGE',
      });
  });
});

describe('import', () => {
  test('writes who, when and of what; what it does not touch stays as it is written', async () => {
    write({ otra: { paso: { say: 'kept' } }, hilo: { title: 'The thread' } });
    const rows = await filled(
      { 'bolsa/ask': 'Hi {{name|friend}}. Which jar?' },
      { translator: 'Ana', reviewer: 'Luz' },
    );
    expect(await take(back(rows))).toMatchObject({ wrote: true, unchanged: 6 });
    const now = JSON.parse(readFileSync(path(), 'utf8'));
    expect(now).toEqual({
      hilo: {
        title: 'The thread',
        bolsa: {
          ask: {
            text: 'Hi {{name|friend}}. Which jar?',
            of: rows[1]!.hash,
            by: 'Ana',
            reviewed_by: 'Luz',
            on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
          },
        },
      },
      otra: { paso: { say: 'kept' } },
    });
    expect(Object.keys(now)).toEqual(['hilo', 'otra']);
  });

  test('both forms of a plural come together', async () => {
    await take(back(await filled({ 'cuenta/say/one': 'One skein.', 'cuenta/say/other': 'Several skeins.' })));
    expect(JSON.parse(readFileSync(path(), 'utf8')).hilo.cuenta.say.text).toEqual({
      one: 'One skein.',
      other: 'Several skeins.',
    });
  });

  test('a review alone changes who reviewed it, nothing else', async () => {
    write({ hilo: { title: { text: 'The thread', of: 'aaaa', by: 'Ana', on: '2026-01-01' } } });
    await take(back((await cells()).map((one) => (one.field === 'title' ? { ...one, reviewer: 'Luz' } : one))));
    expect(JSON.parse(readFileSync(path(), 'utf8')).hilo.title).toEqual({
      text: 'The thread',
      of: 'aaaa',
      by: 'Ana',
      reviewed_by: 'Luz',
      on: '2026-01-01',
    });
  });

  test('a text that was changed since the file was made is kept, and stays marked as stale', async () => {
    const rows = await filled({ 'bolsa/ask': 'Hi {{name|friend}}. Which jar?' });
    writeFileSync(
      join(folders.flows, 'telar/lessons/hilo.yaml'),
      LESSON.replace('¿De qué bolsa sale el hilo?', '¿De dónde sale?'),
    );
    const { problems, wrote } = await take(back(rows));
    expect(problems).toEqual([expect.objectContaining({ code: 'TRANSLATION_STALE', severity: 'warning' })]);
    expect(wrote).toBe(true);
    expect((await cells()).find(({ field }) => field === 'ask')).toMatchObject({ state: 'stale' });
  });

  test('a stale translation that still holds is confirmed by its state', async () => {
    write({ hilo: { title: { text: 'The thread', of: 'old' } } });
    await take(back((await cells()).map((one) => (one.field === 'title' ? { ...one, state: 'done' } : one))));
    expect((await cells())[0]).toMatchObject({ state: 'done', translation: 'The thread' });
  });

  test.each([
    ['PLACEHOLDER_BROKEN', { 'bolsa/ask': 'Hi {{name}.' }],
    ['TRANSLATION_PLACEHOLDER', { 'bolsa/ask': 'Hi {{name|x}} {{surname}}.' }],
    ['OPTION_TOO_LONG', { 'bolsa/options.NEGOCIO': 'THE MONEY OF THE BUSINESS' }],
    ['OPTION_OPT_OUT', { 'bolsa/options.NEGOCIO': 'stop' }],
  ])('%s: nothing is written, but with --partly the sound rows', async (code, words) => {
    const rows = await filled({ ...words, title: 'The thread' });
    const { problems, wrote } = await take(back(rows));
    expect(problems.map((one) => one.code)).toContain(code);
    expect(wrote).toBe(false);
    expect(existsSync(path())).toBe(false);
    await take(back(rows), { partly: true });
    expect(Object.keys(JSON.parse(readFileSync(path(), 'utf8')).hilo)).toEqual(['title']);
  });

  test.each([
    ['TRANSLATION_LOSES', { 'bolsa/ask': 'Which jar?' }],
    ['TEXT_TOO_LONG', { 'bolsa/sms': 'x'.repeat(161) }],
    ['OPTIONS_PARTLY', { 'bolsa/options.NEGOCIO': 'BUSINESS' }],
    ['OPTION_DUPLICATE', { 'bolsa/options.NEGOCIO': 'HOME', 'bolsa/options.CASA': 'Home' }],
  ])('%s is a warning: it is written', async (code, words) => {
    const { problems, wrote } = await take(back(await filled(words)));
    expect(problems).toEqual([expect.objectContaining({ code, severity: 'warning' })]);
    expect(wrote).toBe(true);
  });

  test('what is nowhere in the pack, and a line that stands twice, are told by their line', async () => {
    const rows = await cells();
    const { problems } = await take(back([...rows, { ...rows[1], step: 'bolsita' }, rows[1]]), { dry: true });
    expect(problems.map(({ line, code }) => [line, code])).toEqual([
      [8, 'TRANSLATION_UNKNOWN'],
      [9, 'TRANSLATION_TWICE'],
    ]);
  });

  test('--dry-run shows and writes nothing', async () => {
    const { changes, wrote } = await take(back(await filled({ title: 'The thread' })), { dry: true });
    expect([changes.length, wrote, existsSync(path())]).toEqual([1, false, false]);
  });

  test('what a word processor left in a text is taken out', async () => {
    await take(back(await filled({ title: 'The\u00a0th\u00adread o\ufb01cial\u200b' })));
    expect(JSON.parse(readFileSync(path(), 'utf8')).hilo.title.text).toBe('The thread oficial');
  });

  test('a formula in a cell is refused; one that is only text stays text', async () => {
    const csv = Buffer.from(await out('csv')).toString();
    const with_ = (cell: string) => Buffer.from(csv.replace(/(,El hilo,)(,missing)/, `$1${cell}$2`));
    expect((await take(with_("=cmd|'/c calc'!A1"))).problems).toEqual([
      expect.objectContaining({ code: 'TRANSLATION_FORMULA', line: 2 }),
    ]);
    await take(with_("'=thread"));
    expect(JSON.parse(readFileSync(path(), 'utf8')).hilo.title.text).toBe('=thread');
    expect(Buffer.from(await out('csv')).toString()).toContain(",'=thread,");
  });
});

describe('bad files', () => {
  const GIF = Buffer.from('47494638396101000100800000000000ffffff2c00000000010001000002', 'hex');
  test.each([
    ['a picture', GIF, 'IMPORT_NOT_A_TABLE'],
    ['nothing', Buffer.alloc(0), 'IMPORT_EMPTY'],
    ['other columns', Buffer.from('name,phone\nAna,55\n'), 'TRANSLATION_COLUMNS'],
    ['broken JSON', Buffer.from('[{"flow":'), 'TRANSLATION_FILE_JSON'],
    ['JSON of something else', Buffer.from('{"hilo":{}}'), 'TRANSLATION_FILE_JSON'],
    ['rows of no table', Buffer.from('[1,2]'), 'TRANSLATION_FILE_JSON'],
    ['a spreadsheet cut off', Buffer.from('504b0304140000000800', 'hex'), 'IMPORT_UNREADABLE'],
    ['10 MB', Buffer.alloc(10 * 1024 * 1024, 0x61), 'TRANSLATION_FILE_TOO_LARGE'],
  ])('%s', async (_, bytes, code) => {
    await expect(take(bytes)).rejects.toMatchObject({ code });
    expect(existsSync(path())).toBe(false);
  });

  test('two languages in one file', async () => {
    const rows = await cells();
    await expect(take(back([...rows, { ...rows[0], language: 'yua' }]))).rejects.toMatchObject({
      code: 'TRANSLATION_MIXED',
    });
  });

  test('a translation file that is no JSON is not written over', async () => {
    const rows = await filled({ title: 'The thread' });
    writeFileSync(path(), '{ "hilo": ');
    await expect(take(back(rows))).rejects.toMatchObject({ code: 'TRANSLATION_FILE_JSON' });
    expect(readFileSync(path(), 'utf8')).toBe('{ "hilo": ');
  });
});

test('status counts texts, stale, reviewed and audio for each flow', async () => {
  write({ hilo: { title: { text: 'The thread', of: 'old' }, bolsa: { ask: 'Hi {{name|x}}. Which jar?' } } });
  expect(translationStatus(folders, 'telar')).toEqual([
    { language: 'en', flow: 'hilo', texts: 5, translated: 2, stale: 1, reviewed: 0, steps: 2, audio: 0 },
  ]);
});

describe('extract → import is identity', () => {
  const words = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => seen(text.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}{}\uFFFE\uFFFF\uFEFF]/gu, '').normalize('NFC')).trim());
  const tricky = fc.constantFrom(
    "'=1",
    '=1+1',
    "ba'al",
    '-uno',
    '@x',
    '"q"',
    'a,b;c',
    'a\nb',
    "''+",
    '+52',
    "'",
    'constructor',
  );
  const text = fc.oneof(words.filter(Boolean), tricky);
  const entry = (n: number): fc.Arbitrary<Entry> =>
    fc
      .record({ source: text, translation: fc.oneof(fc.constant(''), text), translator: fc.constantFrom('', 'Ana') })
      .map(({ source, translation, translator }) => ({
        flow: 'f',
        step: `s${n}`,
        field: 'say',
        form: '',
        kind: 'text',
        limit: 1_600,
        source,
        of: 'abcd1234',
        translation,
        state: translation === '' ? 'missing' : 'done',
        translator,
        reviewer: '',
        on: '',
      }));
  const sheets = fc
    .integer({ min: 1, max: 6 })
    .chain((n) => fc.tuple(...Array.from({ length: n }, (_, i) => entry(i))))
    .map((entries): Sheet => ({ programme: 'p', language: 'en', entries }));

  test.each(FORMATS)('%s', async (format) => {
    await fc.assert(
      fc.asyncProperty(sheets, async (sheet) => {
        const bytes =
          format === 'xlsx' ? await asXlsx(sheet) : Buffer.from(format === 'csv' ? asCsv(sheet) : asJson(sheet));
        const rows = await readRows(bytes);
        expect(rows.map(({ translation }) => translation)).toEqual(sheet.entries.map(({ translation }) => translation));
        const { changes, problems } = judge(rows, sheet.entries, { optOut: [] });
        expect([changes, problems]).toEqual([[], []]);
        const file = { f: Object.fromEntries(sheet.entries.map((one) => [one.step, { say: one.translation }])) };
        expect(JSON.stringify(merged(file, sheet.entries, changes, { by: '', on: '' }))).toBe(JSON.stringify(file));
      }),
      { numRuns: format === 'xlsx' ? 25 : 150 },
    );
  });
});

test('the translation that is shipped survives its own way round', async () => {
  const shipped = { flows: join(SYSTEM, '../flows'), locales: SYSTEM };
  for (const format of FORMATS) {
    const { bytes } = await extract(shipped, { pack: 'llera', to: 'en', format, open: false });
    const { changes } = await importTranslation(shipped, bytes, { by: 'x', dry: true, partly: false });
    expect(changes).toEqual([]);
  }
});
