import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { coverage, type Played, playTranscripts } from '../../src/assemble/play.ts';
import type { Seen } from '../../src/workshop/explore/watched.ts';
import { english } from '../locale/tell.ts';

const TOP = join(import.meta.dirname, '../..');
const PACK = `programme: prueba
title: Prueba
languages: [es-MX]
timezone: America/Monterrey
join: PRUEBO
modules: [{ title: Todo, lessons: [botes] }]
`;
const LESSON = `lesson: botes
title: Los botes
steps:
  - say: Hola, {{name|vecina}}.
  - quiz: ¿De qué bote sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    right: ¡Eso es!
    wrong: El maíz es para vender.
  - ask: ¿Cuánto vendió?
    id: vendio
    answer: number
`;
const HEADER = 'programme prueba · lesson botes · sms · es-MX · Ana · 2026-03-02 10:00 America/Monterrey';
const GOOD = `# bien\n${HEADER}\n> …De que bote…\n< 1\n> …Eso es…Cuanto…\n`;
const BAD = `# mal\n${HEADER}\n> …De que bote…\n< 2\n# aquí se equivoca\n> …Eso es…\n`;

let flows: string;
const folders = () => ({ flows, locales: join(TOP, 'locales') });
const play = async (names: readonly string[], options = {}): Promise<Played[]> => {
  const played: Played[] = [];
  await playTranscripts(folders(), names, (one) => played.push(one), options);
  return played;
};

beforeAll(() => {
  flows = mkdtempSync(join(tmpdir(), 'recado-play-'));
  cpSync(join(TOP, 'test/data/every-verb'), flows, { recursive: true });
  rmSync(join(flows, 'todo'), { recursive: true });
  for (const [name, text] of Object.entries({
    'programme.yaml': PACK,
    'lessons/botes.yaml': LESSON,
    'transcripts/a-mal.txt': BAD,
    'transcripts/b-bien.txt': GOOD,
  })) {
    const path = join(flows, 'prueba', name);
    cpSync(join(TOP, 'package.json'), path); // makes its folders
    writeFileSync(path, text);
  }
});
afterAll(() => rmSync(flows, { recursive: true, force: true }));

describe('playing transcripts', () => {
  test('a name that matches nothing is an error, whatever the others match', async () => {
    await expect(play(['b-bien', 'nada'])).rejects.toMatchObject({ code: 'TRANSCRIPT_UNKNOWN' });
  });

  test('--bail ends after the first that fails', async () => {
    expect((await play([])).map(({ path }) => path)).toEqual([
      'prueba/transcripts/a-mal.txt',
      'prueba/transcripts/b-bien.txt',
    ]);
    expect((await play([], { bail: true })).map(({ path }) => path)).toEqual(['prueba/transcripts/a-mal.txt']);
  });

  test('what no transcript reaches, by its place in the file, language and channel', async () => {
    const seen: Seen[] = [];
    await play(['b-bien'], { watch: (one: Seen) => seen.push(one) });
    const [botes] = coverage(folders(), seen);
    expect(botes).toMatchObject({ programme: 'prueba', flow: 'botes', reached: 4, of: 6 });
    expect(botes!.missing.map(({ place, what }) => `${place.path}:${place.line} ${english(what)}`)).toEqual([
      'prueba/lessons/botes.yaml:5 maiz: option CASA',
      'prueba/lessons/botes.yaml:11 vendio: answer',
    ]);
    expect(botes!.by).toEqual([
      { language: 'es-MX', form: 'sms', reached: 4 },
      { language: 'es-MX', form: 'whatsapp', reached: 0 },
    ]);
  });

  test('--update writes what was said, keeps the comment, and then it passes', async () => {
    const [written] = await play(['a-mal'], { update: true });
    expect(written).toMatchObject({ updated: true });
    const text = readFileSync(join(flows, 'prueba/transcripts/a-mal.txt'), 'utf8');
    expect(text).toContain('# aquí se equivoca\n> El maíz es para vender.\n');
    expect(text).toContain('> …De que bote…\n< 2\n');
    expect((await play(['a-mal']))[0]!.differences).toEqual([]);
  });

  test('--update says what it could not mend, and differences stand in the order of their lines', async () => {
    const path = join(flows, 'prueba/transcripts/c-otra.txt');
    const before = readFileSync(join(flows, 'prueba/transcripts/b-bien.txt'), 'utf8');
    const wrong = before.replace(/^< 1$/m, '= quiz.botes.score == 7\n> …Otra cosa…\n= quiz.botes.score == 8\n< 1');
    expect(wrong).not.toBe(before);
    writeFileSync(path, wrong);
    try {
      const lines = (await play(['c-otra']))[0]!.differences.map(({ line }) => line);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      const [written] = await play(['c-otra'], { update: true });
      expect(written).toMatchObject({ updated: true });
      expect(written!.left?.map(({ says }) => says)).toEqual([
        expect.stringContaining('== 7'),
        expect.stringContaining('== 8'),
      ]);
    } finally {
      rmSync(path);
    }
  });
});
