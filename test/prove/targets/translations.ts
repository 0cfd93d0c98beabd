import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { extract, importTranslation } from '../../../src/assemble/translating.ts';
import { RecadoError } from '../../../src/base/errors.ts';
import { readTranslation } from '../../../src/flow/translations.ts';
import { LOCALES, TOP } from '../../end-to-end/house.ts';
import { broken, bytesOf, type Ground, type Target } from '../target.ts';
import { cell, fileOf } from './spreadsheet.ts';

/** What a translator sent back, how it is taken in, and what the translation file held before. */
interface Sent {
  readonly bytes: string;
  readonly partly: boolean;
  readonly before: string | null;
}

const HEAD = [
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
];
const row = fc.tuple(
  fc.constantFrom('todo', 'aparte', 'base', 'cuentas', 'x', '__proto__'),
  fc.constantFrom('', 'tamales', 'maiz', 'tema', '~1', '~2', 'ventas', 'constructor'),
  fc.constantFrom(
    'title',
    'say',
    'ask',
    'sms',
    'quiz',
    'right',
    'hint',
    'options.NEGOCIO',
    'options.CASA',
    'options.__proto__',
    'toString',
  ),
  fc.constantFrom('', '', 'one', 'other', 'x'),
  fc.constant(''),
  cell(fc.constant('Hola')),
  cell(
    fc.constantFrom('Good morning {{name|friend}}.', 'BUSINESS', 'HOME', 'Yes', 'STOP', 'x'.repeat(30), '{{nobody}}'),
  ),
  fc.constantFrom('', 'done', 'stale', 'reviewed'),
  cell(fc.constant('Julia')),
  cell(fc.constant('Luz')),
  fc.constantFrom('', '2026-03-02', 'ayer'),
  fc.constant('todo'),
  fc.oneof({ weight: 30, arbitrary: fc.constant('en') }, fc.constantFrom('yua', '')),
  fc.constantFrom('', 'abcd1234'),
);
const table = fc
  .array(row, { minLength: 1, maxLength: 12 })
  .map((rows) => [HEAD, ...rows] as readonly (readonly string[])[]);
const json = table.map(([head, ...rows]) =>
  Buffer.from(JSON.stringify(rows.map((one) => Object.fromEntries(one.map((text, i) => [head![i]!, text]))))).toString(
    'latin1',
  ),
);

async function openPack(): Promise<Ground<Sent>> {
  const top = mkdtempSync(join(tmpdir(), 'recado-prove-'));
  const folders = { flows: join(top, 'flows'), locales: join(top, 'locales') };
  cpSync(join(TOP, 'test/data/every-verb'), folders.flows, { recursive: true });
  const programme = join(folders.flows, 'todo/programme.yaml');
  writeFileSync(programme, readFileSync(programme, 'utf8').replace(/^languages:.*$/m, 'languages: [es-MX, en]'));
  mkdirSync(join(folders.locales, 'en'), { recursive: true });
  for (const name of ['es', 'en']) cpSync(join(LOCALES, name, 'words.json'), join(folders.locales, name, 'words.json'));
  const path = join(folders.locales, 'en/todo.json');
  // What the first of a process compiles is not what one of them takes.
  await extract(folders, { pack: 'todo', to: 'en', format: 'json', open: false });

  async function holds({ bytes, partly, before }: Sent): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    if (before === null) rmSync(path, { force: true });
    else writeFileSync(path, before);
    let wrote = false;
    try {
      const taken = await importTranslation(folders, bytesOf(bytes), { by: 'Julia', dry: false, partly });
      wrote = taken.wrote;
      for (const { severity, code, message } of taken.problems)
        if (!code || !message || !severity) broken('a problem says nothing', taken.problems);
      if (wrote && !partly && taken.problems.some(({ severity }) => severity === 'error'))
        broken('an import with errors was written');
    } catch (error) {
      if (!(error instanceof RecadoError)) throw error;
    }
    const now = existsSync(path) ? readFileSync(path, 'utf8') : null;
    if (!wrote && now !== before) broken('what was not taken in changed the file');
    if (wrote) {
      readTranslation(JSON.parse(now!));
    }
    if (({} as { polluted?: unknown }).polluted !== undefined) broken('Object.prototype was changed');
  }

  return { holds, close: async () => rmSync(top, { recursive: true, force: true }) };
}

export const translations: Target<Sent> = {
  name: 'translations',
  promise: 'Any file as a translation: taken in whole, or told and the translation file left as it was.',
  cases: fc.record({
    bytes: fc.oneof({ weight: 3, arbitrary: json }, { weight: 2, arbitrary: fileOf(table) }),
    partly: fc.boolean(),
    before: fc.constantFrom(
      null,
      '{}',
      '{ "todo": { "title": "Everything" } }',
      '{ "todo": { "tamales": { "ask": { "text": "How many?", "of": "x" } } } }',
      '{ "todo": ',
      '[1]',
      '{ "todo": { "tamales": 7, "maiz": { "options.CASA": [] } } }',
    ),
  }),
  short: 60,
  long: 8_000,
  chunk: 500,
  open: openPack,
};
