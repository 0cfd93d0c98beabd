import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { fixPacks, replaceFiles } from '../../src/assemble/check-fix.ts';
import { says } from '../../src/locale/sentence.ts';
import { english } from '../locale/tell.ts';
import { Typed, type } from './recado.ts';

const SLOW = { timeout: 60_000 };
const FILE = 'flows/prueba/lessons/uno.yaml';
const GOOD = `lesson: uno\ntitle: Uno\nsteps:\n  - say: Hola.\n  - ask: ¿Qué vende?\n    id: vende\n`;
const PROGRAMME = `programme: prueba\ntitle: Prueba\nlanguages: [es-MX]\ntimezone: America/Monterrey\njoin: PRUEBO\nmodules: [{ title: Todo, lessons: [uno] }]\n`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-check-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(join(folder, 'flows'), { recursive: true, force: true });
  mkdirSync(join(folder, 'flows/prueba/lessons'), { recursive: true });
  writeFileSync(join(folder, 'flows/prueba/programme.yaml'), PROGRAMME);
  write(GOOD);
});

const write = (text: string) => writeFileSync(join(folder, FILE), text);
const read = () => readFileSync(join(folder, FILE), 'utf8');

test('exit code 0 without errors, 1 with one, 2 when nothing could be looked at', SLOW, async () => {
  expect((await type(folder, 'check')).code).toBe(0);
  write(GOOD.replace('  - say: Hola.', '  - tell: Hola.'));
  expect((await type(folder, 'check')).code).toBe(1);
  const unknown = await type(folder, 'check nadie');
  expect([unknown.code, unknown.errors]).toEqual([2, expect.stringContaining('The loaded ones are: prueba.')]);
  expect(await new Typed(folder, ['check', '--nonsense']).ended).toBe(2);
  const none = await type(folder, 'check', { FLOWS_DIR: './nowhere' });
  expect([none.code, none.errors]).toEqual([2, expect.stringContaining('FOLDER_UNREADABLE')]);
});

test(
  'every issue with a place that a terminal opens, its lines, and what to do; the file and the whole are summed',
  SLOW,
  async () => {
    write(GOOD.replace('  - say: Hola.', '  - sya: Hola.').replace('    id: vende\n', ''));
    const { said } = await type(folder, 'check prueba');
    expect(said).toContain(`${FILE}:4:5 error VERB_UNKNOWN: \`sya\` is not a verb.`);
    expect(said).toContain('> 4 |   - sya: Hola.\n    |     ^^^\n  → Did you mean `say`?');
    expect(said).toContain(`${FILE}: 2 errors, 0 warnings`);
    expect(said).toMatch(/^1 programme, 2 files: 2 errors, 0 warnings$/m);
    expect(said).toContain('`recado check --fix` mends 2 of them');
    expect(said).not.toContain('\u001b');
  },
);

test('--json has the shape that the docs promise', async () => {
  write(GOOD.replace('  - say: Hola.', '  - sya: Hola.'));
  const { said, code } = await type(folder, 'check --json');
  expect(code).toBe(1);
  expect(JSON.parse(said)).toEqual({
    language: 'en',
    programmes: 1,
    files: 2,
    errors: 1,
    warnings: 0,
    issues: [
      {
        code: 'VERB_UNKNOWN',
        severity: 'error',
        path: FILE,
        line: 4,
        column: 5,
        length: 3,
        message: '`sya` is not a verb.',
        values: { verb: 'sya' },
        fix: 'Did you mean `say`?',
        edit: { from: 34, to: 37, insert: 'say' },
      },
    ],
  });
});

test('--strict counts warnings', async () => {
  writeFileSync(join(folder, 'flows/prueba/lessons/dos.yaml'), GOOD.replace('uno', 'dos'));
  expect((await type(folder, 'check')).code).toBe(0);
  expect((await type(folder, 'check --strict')).code).toBe(1);
});

test('--explain shows what a code means, and knows a slip', async () => {
  const { said, code } = await type(folder, 'check --explain id_missing');
  expect(code).toBe(0);
  expect(said).toContain(english(says('ID_MISSING.title')));
  expect(said).toContain('    - ask: ¿Cómo está?\n      id: como-esta');
  const slip = await type(folder, 'check --explain ID_MISING');
  expect([slip.code, slip.errors]).toEqual([2, expect.stringContaining('The nearest to it: ID_MISSING.')]);
});

test('--fix writes, says what, and has nothing to do the second time; --dry-run only says', async () => {
  const broken = GOOD.replace('    id: vende\n', '').replace(
    '  - say: Hola.',
    '  # saludo\n  - sya:   "Hola."  # breve',
  );
  write(broken);
  const dry = await type(folder, 'check --dry-run');
  expect([dry.code, read()]).toEqual([0, broken]);
  expect(dry.said).toContain(
    '  5 -   - sya:   "Hola."  # breve\n  5 +   - say:   "Hola."  # breve\n  7 +     id: que-vende',
  );
  expect(dry.said).toContain('1 file would be mended; nothing was written.');
  const fixed = await type(folder, 'check --fix');
  expect([fixed.code, fixed.said]).toEqual([0, expect.stringContaining('1 file mended.')]);
  expect(read()).toBe(broken.replace('sya', 'say').replace('¿Qué vende?\n', '¿Qué vende?\n    id: que-vende\n'));
  const again = await type(folder, 'check --fix');
  expect([again.code, again.said]).toEqual([0, expect.stringContaining('Nothing to mend by itself.')]);
});

test('a file that was edited meanwhile is left as it is, and so are the others', () => {
  const folders = { flows: join(folder, 'flows'), locales: join(folder, 'locales') };
  const other = join(folder, 'flows/prueba/programme.yaml');
  const at = join(folder, FILE);
  const files = [
    { path: other, before: PROGRAMME, text: `${PROGRAMME}\n` },
    { path: at, before: 'what was read', text: 'what would be written' },
  ];
  expect(() => replaceFiles(files)).toThrow(expect.objectContaining({ code: 'FILE_CHANGED' }));
  expect([readFileSync(other, 'utf8'), read()]).toEqual([PROGRAMME, GOOD]);
  // The mark that some Windows editors put first stays.
  write(`\uFEFF${GOOD.replace('    id: vende\n', '')}`);
  fixPacks(folders, undefined, false);
  expect(read()).toBe(`\uFEFF${GOOD.replace('id: vende', 'id: que-vende')}`);
});

test('--watch looks again at every edit, says what came and went, and ends with Ctrl+C', SLOW, async () => {
  const watching = new Typed(folder, ['check', '--watch']);
  try {
    await watching.says('Watching for edits');
    expect(watching.said).toContain('no errors, no warnings');
    await new Promise((resolve) => setTimeout(resolve, 500)); // until the watcher stands
    write(GOOD.replace('  - say: Hola.', '  - sya: Hola.'));
    await watching.says('Since the edit: 0 gone, 1 new.');
    expect(watching.said).toContain(`new: ${FILE}:4 VERB_UNKNOWN`);
    write(GOOD);
    await watching.says('Since the edit: 1 gone, 0 new.');
    expect(watching.said).not.toContain('\u001b');
    expect(await watching.end('SIGINT')).toBe(0);
  } finally {
    await watching.end('SIGKILL');
  }
});
