import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lookAtMedia } from '../../src/assemble/pack-media.ts';
import { readCatalogues, readPacks } from '../../src/files.ts';
import type { Issue } from '../../src/flow/issue.ts';
import { issuesOf, TODAY } from './planted.ts';

/** However bad a file is, an author is told at once; a hang would take minutes. Room for a busy machine. */
const SOON = 4_000;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const PROGRAMME =
  'programme: prueba\ntitle: Prueba\nlanguages: [es-MX, en]\ntimezone: America/Monterrey\njoin: PRUEBO\nmodules: [{ title: Todo, lessons: [buena] }]\n';
const LESSON = 'lesson: buena\ntitle: Buena\nsteps:\n  - say: Buenos días.\n    id: saluda\n';
const ENGLISH = '{ "buena": { "title": "Good", "saluda": { "say": "Good morning." } } }';

/** A sound pack with one file more or other, on a disk and back, as `recado check` reads it. */
async function look(path: string, bytes: string | Buffer): Promise<{ issues: readonly Issue[]; took: number }> {
  const top = mkdtempSync(join(tmpdir(), 'recado-bad-'));
  folders.push(top);
  const put = (where: string, what: string | Buffer) => {
    mkdirSync(dirname(join(top, where)), { recursive: true });
    writeFileSync(join(top, where), what);
  };
  put('flows/prueba/programme.yaml', PROGRAMME);
  put('flows/prueba/lessons/buena.yaml', LESSON);
  put('locales/en/prueba.json', ENGLISH);
  put(path, bytes);
  const start = performance.now();
  const { files, media: mediaPaths } = readPacks(join(top, 'flows'));
  const translations = readCatalogues(join(top, 'locales')).map(({ name, ...file }) => ({ ...file, programme: name }));
  const media = await lookAtMedia(join(top, 'flows'));
  const issues = issuesOf({ files, mediaPaths, media, translations, today: TODAY });
  return { issues, took: performance.now() - start };
}

const lesson = 'flows/prueba/lessons/buena.yaml';
const english = 'locales/en/prueba.json';
const head = 'lesson: buena\ntitle: Buena\nsteps:\n';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const shows = (file: string) => `${head}  - say: Mire.\n    id: saluda\n    image: ${file}\n`;

/** What of each file is told; other codes may be consequences, and are told too. */
const BAD: readonly [string, string, string | Buffer, string][] = [
  ['a picture called a lesson', lesson, png, 'FILE_NOT_TEXT'],
  ['zeros', lesson, Buffer.alloc(5_000), 'FILE_NOT_TEXT'],
  ['10 MB of YAML', lesson, `${head}${'  - say: Buenos días.\n'.repeat(480_000)}`, 'FILE_TOO_BIG'],
  ['Latin-1', lesson, Buffer.from(LESSON, 'latin1'), 'FILE_NOT_TEXT'],
  ['UTF-16', lesson, Buffer.from(`\uFEFF${LESSON}`, 'utf16le'), 'FILE_NOT_TEXT'],
  ['UTF-16 without its mark', lesson, Buffer.from(LESSON, 'utf16le'), 'FILE_NOT_TEXT'],
  ['brackets within brackets', lesson, `${head}  - say: ${'['.repeat(200_000)}`, 'YAML_TOO_DEEP'],
  ['braces within braces', lesson, `${head}  - ${'{say: '.repeat(40_000)}`, 'YAML_TOO_DEEP'],
  ['closed brackets', lesson, `${head}  - say: ${'['.repeat(60_000)}${']'.repeat(60_000)}`, 'YAML_TOO_DEEP'],
  ['dashes within dashes', lesson, `${head}  ${'- '.repeat(100_000)}say`, 'YAML_TOO_DEEP'],
  [
    'keys within keys',
    lesson,
    `${Array.from({ length: 600 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')} 1`,
    'YAML_TOO_DEEP',
  ],
  [
    'a bomb of aliases',
    lesson,
    `a: &a [x, x, x]\n${'bcdefghij'
      .split('')
      .map((key, n) => `${key}: &${key} [${`*${'abcdefghij'[n]}, `.repeat(9)}1]`)
      .join('\n')}\nlesson: *j\n`,
    'YAML_ALIAS',
  ],
  ['a merge of keys', lesson, `base: &b { say: Hola }\n${head}  - <<: *b\n`, 'YAML_ALIAS'],
  ['a tag of another language', lesson, `${head}  - !!js/function "function () { while (true); }"\n`, 'YAML_SYNTAX'],
  ['a tag for bytes', lesson, `${head}  - say: !!binary aGk=\n`, 'YAML_SYNTAX'],
  ['two documents in one', lesson, `${LESSON}---\n${LESSON}`, 'YAML_SYNTAX'],
  ['keys that are maps', lesson, `${head}  - ? { a: 1 }\n    : 2\n`, 'VERB_UNKNOWN'],
  ['a prototype', lesson, `${LESSON}__proto__: { polluted: true }\n`, 'KEY_UNKNOWN'],
  ['the same key a thousand times', lesson, `${LESSON}${'title: Otra\n'.repeat(1_000)}`, 'YAML_DUPLICATE_KEY'],
  ['a key as long as a page', lesson, `${LESSON}? ${'k'.repeat(100_000)}\n: 1\n`, 'KEY_UNKNOWN'],
  ['ten thousand steps', lesson, `${head}${'  - say: Hola\n'.repeat(15_000)}`, 'STEPS_TOO_MANY'],
  ['a text as long as a file', lesson, `${head}  - say: ${'a'.repeat(200_000)}\n`, 'TEXT_TOO_LONG'],
  ['braces that never close', lesson, `${head}  - say: "${'{{ '.repeat(90)}"\n`, 'PLACEHOLDER_BROKEN'],
  ['a placeholder of spaces', lesson, `${head}  - say: "{{${' '.repeat(200_000)}"\n`, 'PLACEHOLDER_BROKEN'],
  ['nothing but line breaks', lesson, `${head}  - say: "a${'\\n'.repeat(90_000)}1"\n`, 'TEXT_TOO_LONG'],
  ['quotes that never close', lesson, `${head}  - say: ${'“'.repeat(80_000)}\n`, 'TEXT_TOO_LONG'],
  ['a condition of brackets', lesson, `${head}  - say: Hola\n    if: ${'('.repeat(100_000)}1\n`, 'CEL_SYNTAX'],
  ['flows that run in a circle', lesson, `${head}  - run: buena\n    id: saluda\n`, 'LOOP_WITHOUT_WAIT'],
  ['JSON that is YAML', english, 'buena:\n  title: Good\n', 'TRANSLATION_SYNTAX'],
  ['JSON cut off', english, ENGLISH.slice(0, -20), 'TRANSLATION_SYNTAX'],
  ['JSON in Latin-1', english, Buffer.from(ENGLISH.replace('Good', 'Año'), 'latin1'), 'FILE_NOT_TEXT'],
  ['JSON in UTF-16', english, Buffer.from(`\uFEFF${ENGLISH}`, 'utf16le'), 'FILE_NOT_TEXT'],
  ['10 MB of JSON', english, `{ "buena": { "title": "${'a'.repeat(10_000_000)}" } }`, 'FILE_TOO_BIG'],
  ['a picture called JSON', english, png, 'FILE_NOT_TEXT'],
  ['JSON within JSON', english, `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 'TRANSLATION_UNKNOWN'],
  ['lists within lists', english, `${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'TRANSLATION_SHAPE'],
  [
    'texts within texts',
    english,
    `{"buena":{"saluda":{"say":${'{"text":'.repeat(50_000)}"a"${'}'.repeat(50_000)}}}}`,
    'TRANSLATION_SHAPE',
  ],
  ['a number as JSON', english, '7', 'TRANSLATION_SHAPE'],
  [
    'a prototype in JSON',
    english,
    '{ "__proto__": { "polluted": {} }, "constructor": { "a": {} } }',
    'TRANSLATION_UNKNOWN',
  ],
  [
    'thousands of unknown steps',
    english,
    `{ "buena": { ${Array.from({ length: 20_000 }, (_, n) => `"saluda-${n}": { "say": "x" }`).join(', ')} } }`,
    'TRANSLATION_UNKNOWN',
  ],
];

describe('a file that no author meant is told, and neither crashes nor hangs', () => {
  it.each(BAD)('%s', async (_name, path, bytes, code) => {
    const { issues, took } = await look(path, bytes);
    const own = issues.filter(({ place }) => place.path === path.replace(/^flows\//, ''));
    expect(own.map((issue) => issue.code)).toContain(code);
    expect(took).toBeLessThan(SOON);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('a byte order mark is none of them', async () => {
    for (const [path, text] of [
      [lesson, LESSON],
      [english, ENGLISH],
    ] as const)
      expect((await look(path, `\uFEFF${text}`)).issues).toEqual([]);
  });
});

describe('media are what their bytes say', () => {
  const at = async (name: string, bytes: string | Buffer) => {
    const { issues } = await look(`flows/prueba/media/${name}`, bytes);
    expect(issues).toEqual([]);
    const top = folders.at(-1)!;
    writeFileSync(join(top, 'flows/prueba/lessons/buena.yaml'), shows(name));
    const { files, media: mediaPaths } = readPacks(join(top, 'flows'));
    const media = await lookAtMedia(join(top, 'flows'));
    const translations = readCatalogues(join(top, 'locales')).map(({ name: programme, ...file }) => ({
      ...file,
      programme,
    }));
    return issuesOf({ files, mediaPaths, media, translations }).map(({ code }) => code);
  };
  it('a PNG', async () => expect(await at('foto.png', png)).toEqual([]));
  it('a PNG called JPEG', async () => expect(await at('foto.jpg', png)).toEqual(['MEDIA_EXTENSION']));
  it('words called PNG', async () => expect(await at('foto.png', 'Hola')).toEqual(['MEDIA_KIND']));
  it('nothing at all', async () => expect(await at('foto.png', '')).toEqual(['MEDIA_KIND']));
  it('a PNG that is too large', async () =>
    expect(await at('foto.png', Buffer.concat([png, Buffer.alloc(6_000_000)]))).toEqual(['MEDIA_TOO_LARGE']));
  it('the beginning of a recording', async () =>
    expect(await at('voz.ogg', Buffer.from('OggS\0\x02', 'latin1'))).toEqual(['MEDIA_KIND']));
});
