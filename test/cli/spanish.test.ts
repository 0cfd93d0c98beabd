import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { firstLanguages, tongueOf } from '../../src/assemble/tongue.ts';
import { type } from './recado.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-es-'));
  mkdirSync(join(folder, 'flows/prueba/lessons'), { recursive: true });
  programme('[es-MX]');
  lesson('  - sya: Hola.\n  - ask: ¿Qué vende?\n    id: vende\n    answer: chioce\n');
  vi.stubEnv('RECADO_LANG', undefined);
  vi.stubEnv('LANG', 'en_US.UTF-8');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function programme(languages: string): void {
  writeFileSync(
    join(folder, 'flows/prueba/programme.yaml'),
    `programme: prueba\ntitle: Prueba\nlanguages: ${languages}\ntimezone: America/Monterrey\njoin: PRUEBO\nmodules: [{ title: Todo, lessons: [uno] }]\n`,
  );
}
const lesson = (steps: string): void =>
  writeFileSync(join(folder, 'flows/prueba/lessons/uno.yaml'), `lesson: uno\ntitle: Uno\nsteps:\n${steps}`);

describe('recado check speaks the language of whoever writes the lessons', () => {
  test('of a pack in Spanish everything is said in Spanish, whatever the computer speaks', async () => {
    const { code, said } = await type(folder, 'check', { RECADO_LANG: '' });
    expect(code).toBe(1);
    expect(said).toContain('4:5 error VERB_UNKNOWN: `sya` no es un verbo.');
    expect(said).toContain('→ ¿Quiso decir `say`?');
    expect(said).toContain('«chioce» no es ninguno de estos: text, number,');
    expect(said).toContain('1 programa, 2 archivos: 2 errores y ningún aviso');
    expect(said).not.toMatch(/\b(the|is|warning|Did you)\b/);
  });

  test('--lang goes before RECADO_LANG, and that before the packs', async () => {
    expect((await type(folder, 'check --lang en', { RECADO_LANG: 'es' })).said).toContain('is not a verb');
    expect((await type(folder, 'check', { RECADO_LANG: 'en' })).said).toContain('is not a verb');
    expect((await type(folder, 'check --explain REF_UNKNOWN --lang es')).said).toContain('Así no:');
  });

  test('--json keeps code and values, and says the message in the language that was asked for', async () => {
    const read = async (lang: string) => JSON.parse((await type(folder, `check --json --lang ${lang}`)).said);
    const [es, en] = [await read('es'), await read('en')];
    const bare = ({ code, values, line }: { code: string; values: object; line: number }) => ({ code, values, line });
    expect(es.issues[0]).toMatchObject({ code: 'VERB_UNKNOWN', values: { verb: 'sya' }, fix: '¿Quiso decir `say`?' });
    expect(bare(es.issues[0])).toEqual(bare(en.issues[0]));
    expect([es.language, en.language]).toEqual(['es', 'en']);
  });

  test('one mistake is one, two are two; --fix says what it wrote', async () => {
    lesson('  - sya: Hola.\n');
    expect((await type(folder, 'check --dry-run --lang es')).said).toContain(
      'Se corregiría 1 archivo; no se escribió nada.',
    );
    expect((await type(folder, 'check --lang es')).said).toContain('1 programa, 2 archivos: 1 error y ningún aviso');
    expect((await type(folder, 'check --fix --lang es')).said).toContain('1 archivo corregido.');
  });

  test('one error is no errors: what new says of a pack that is broken', async () => {
    lesson('  - say: Hola.\n');
    programme('[es-MX');
    expect((await type(folder, 'new lesson dos')).errors).toContain('Errores: 1. (PACK_INVALID)');
  });

  test('recado new says in Spanish what it made', async () => {
    lesson('  - say: Hola.\n');
    expect((await type(folder, ['new', 'lesson', 'Dos botes', '--lang', 'es'])).said).toMatch(
      /escrito {2}flows.*\n[\s\S]*Así como está, ya sirve\./,
    );
  });
});

test('the language: what was asked, the packs, the shell, Spanish', () => {
  const shell = { LANG: 'en_GB.UTF-8' };
  expect(tongueOf('en', ['es-MX'], {})).toBe('en');
  expect(tongueOf(undefined, ['es-MX'], shell)).toBe('es');
  expect(tongueOf(undefined, ['pt-BR', 'en'], {})).toBe('en');
  expect(tongueOf(undefined, ['pt-BR'], shell)).toBe('en');
  expect(tongueOf(undefined, [], { LANG: 'C.UTF-8' })).toBe('es');
  const file = (languages: string) => [{ path: 'a/programme.yaml', text: `title: A\nlanguages:${languages}\n` }];
  expect([' [es-MX, en]', ' ["en"]', '\n  - yua\n  - es'].map((one) => firstLanguages(file(one))[0])).toEqual([
    'es-MX',
    'en',
    'yua',
  ]);
});
