import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkPacks } from '../../src/assemble/check.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import { withLesson, withStep, withSurvey } from '../../src/workshop/scaffold/insert.ts';
import { joinOf, slugOf, titleOf } from '../../src/workshop/scaffold/name.ts';
import { type } from './recado.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-new-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const folders = () => ({ flows: join(folder, 'flows'), locales: join(folder, 'locales') });
const read = (path: string) => readFileSync(join(folder, path), 'utf8');
const issues = () => checkPacks(folders()).issues.map(({ code, place, message }) => `${place.path} ${code} ${message}`);
async function differences(): Promise<unknown[]> {
  const found: unknown[] = [];
  await playTranscripts(folders(), [], (played) => void found.push(...played.differences));
  return found;
}

test.each([
  ['es-MX', 'mi-programa'],
  ['en', '"My programme"'],
])(
  'from an empty folder (%s): a programme, a lesson, a homework and a survey that check strictly and play',
  { timeout: 60_000 },
  async (language, name) => {
    const made = await type(folder, ['new', 'programme', name, '--language', language]);
    const programme = slugOf(name);
    expect([made.code, made.errors]).toEqual([0, '']);
    expect(made.said).toContain(`recado chat ${programme} --lesson`);
    expect(issues()).toEqual([]);
    expect((await type(folder, ['new', 'lesson', 'Los dos botes: casa, negocio'])).code).toBe(0);
    expect((await type(folder, ['new', 'homework', 'sus-botes'])).said).toContain('+ homework: sus-botes');
    expect((await type(folder, ['new', 'survey', 'como-le-fue'])).code).toBe(0);
    expect(issues()).toEqual([]);
    expect(await differences()).toEqual([]);
    expect(read(`flows/${programme}/programme.yaml`)).toMatch(/lessons: \[[a-z-]+, los-dos-botes-casa-negocio\]\n/);
    expect(read(`flows/${programme}/lessons/los-dos-botes-casa-negocio.yaml`)).toMatch(
      /remind: \[24 hours, 72 hours\]/,
    );
    expect((await type(folder, 'check --strict')).code).toBe(0);
  },
);

test('a pack that says tú gets a scaffold that says tú', async () => {
  await type(folder, 'new programme mi-programa');
  const path = join(folder, 'flows/mi-programa/programme.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace('address: usted', 'address: tu   '));
  await type(folder, 'new lesson otra');
  expect(read('flows/mi-programa/lessons/otra.yaml')).toContain('¿Ya lo haces en tu negocio?');
});

test('nothing is overwritten, and nothing is half written', async () => {
  await type(folder, 'new programme mi-programa');
  const there = () =>
    readdirSync(folders().flows, { recursive: true, encoding: 'utf8' }).toSorted((a, b) => (a < b ? -1 : 1));
  const before = there();
  const programme = read('flows/mi-programa/programme.yaml');
  const refused = async (words: string) => (await type(folder, words)).errors.match(/\(([A-Z_]+)\)/)?.[1];
  expect(await refused('new programme mi-programa')).toBe('FILE_EXISTS');
  expect(await refused('new lesson primera-leccion')).toBe('NAME_TAKEN');
  expect(await refused('new homework primera-leccion')).toBe('NAME_TAKEN');
  expect(await refused('new lesson 123')).toBe('NAME_UNFIT');
  expect(await refused('new lesson otra --pack nadie')).toBe('PROGRAMME_UNKNOWN');
  expect(await refused('new homework otra --lesson nadie')).toBe('LESSON_UNKNOWN');
  expect(await refused('new lesson otra --module nadie')).toBe('FILE_NOT_EDITED');
  expect(there()).toEqual(before);
  expect(read('flows/mi-programa/programme.yaml')).toBe(programme);
});

test('with two programmes it must be said which', async () => {
  await type(folder, 'new programme norte');
  await type(folder, 'new programme sur');
  expect((await type(folder, 'new lesson otra')).errors).toContain('PACK_UNSURE');
  expect((await type(folder, 'new lesson otra --pack sur')).said).toContain('flows/sur/lessons/otra.yaml');
  rmSync(folders().flows, { recursive: true });
  expect((await type(folder, 'new lesson otra')).errors).toContain('PACKS_NONE');
});

test('a name that means something already is refused before anything is written', async () => {
  const { errors } = await type(folder, 'new programme dos');
  expect(errors).toMatch(/"dos" is a number.*NAME_TROUBLE/);
  expect(readdirSync(folder)).toEqual([]);
});

test('FLOWS_DIR says where', async () => {
  await type(folder, 'new programme norte', { FLOWS_DIR: './lecciones' });
  expect(read('lecciones/norte/programme.yaml')).toContain('programme: norte');
});

test('names, titles and join words of what was typed', () => {
  expect([slugOf('Mi primera lección'), slugOf('2 botes'), slugOf('¿?')]).toEqual(['mi-primera-leccion', 'botes', '']);
  expect([titleOf('mi-programa'), titleOf('Dos botes, uno')]).toEqual(['Mi programa', 'Dos botes, uno']);
  expect([joinOf('mi-programa'), joinOf('x')]).toEqual(['MIPROGRAMA', 'XX']);
});

describe('an edit of a file keeps all that stands in it', () => {
  const programme = `# arriba
modules:
  - id: dinero   # el primero
    lessons:
      - uno   # la una
      # y al final
  - { id: vender, lessons: [ dos , tres ] }   # dos

# abajo
`;
  test('a lesson goes to the end of the last module, or of the one that is named', () => {
    expect(withLesson(programme, 'nueva')).toBe(programme.replace('tres ]', 'tres, nueva ]'));
    expect(withLesson(programme, 'nueva', 'dinero')).toBe(programme.replace('# la una\n', '# la una\n      - nueva\n'));
    expect(withLesson('modules: [{ id: a, lessons: [] }]', 'nueva')).toBe('modules: [{ id: a, lessons: [nueva] }]');
    expect(withLesson(programme, 'nueva', 'nadie')).toBeUndefined();
    expect(withLesson('modules:\r\n  - lessons:\r\n      - uno', 'dos')).toBe(
      'modules:\r\n  - lessons:\r\n      - uno\r\n      - dos\r\n',
    );
  });

  test('a survey makes its list where there is none; a step goes behind the last', () => {
    expect(withSurvey('title: x', '{ survey: a }')).toBe('title: x\nsurveys:\n  - { survey: a }\n');
    expect(withSurvey('surveys:\n  - { survey: a }   # una\nwords: [A]\n', '{ survey: b }')).toBe(
      'surveys:\n  - { survey: a }   # una\n  - { survey: b }\nwords: [A]\n',
    );
    expect(
      withStep('steps:\n  - ask: x\n    id: x\n    when:\n      yes: [{ say: a }]\n\n# fin\n', 'homework: b'),
    ).toBe('steps:\n  - ask: x\n    id: x\n    when:\n      yes: [{ say: a }]\n  - homework: b\n\n# fin\n');
  });
});
