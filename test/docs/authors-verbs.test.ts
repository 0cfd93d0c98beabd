import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ISSUES } from '../../src/flow/issue-kinds.ts';
import { keysOf, playVerb, verbPage, verbsIndex, WRITTEN } from './authors-verbs.ts';
import { KEYS, LANGUAGES } from './authors-words.ts';

const DOCS = join(import.meta.dirname, '../../docs/authors');

function golden(path: string, text: string): void {
  if (process.env['UPDATE_GOLDEN']) writeFileSync(join(DOCS, path), text);
  expect(readFileSync(join(DOCS, path), 'utf8')).toBe(text);
}

test.each(WRITTEN.map((verb) => [verb.verb, verb] as const))(
  '%s: its page is what the registry says, its example is played on both phones',
  { timeout: 60_000 },
  async (name, verb) => {
    const seen = await playVerb(verb);
    for (const phone of [seen.whatsapp, seen.sms])
      expect(phone.filter((line) => line.startsWith('> '))).not.toEqual([]);
    for (const language of LANGUAGES) golden(`${language}/verbs/${name}.md`, verbPage(verb, seen, language));
  },
);

describe.each(LANGUAGES)('%s', (language) => {
  test('one page a verb, none that is gone, and a list of them', () => {
    golden(`${language}/verbs/README.md`, verbsIndex(language));
    const there = readdirSync(join(DOCS, language, 'verbs')).toSorted();
    expect(there).toEqual(['README.md', ...WRITTEN.map(({ verb }) => `${verb}.md`)].toSorted());
  });

  test('every verb has its purpose and what goes wrong, and every key its sentence', () => {
    for (const verb of WRITTEN) {
      const { manual } = verb;
      expect([verb.verb, (manual.es ?? '').length > 40, (manual.issues ?? []).length > 0]).toEqual([
        verb.verb,
        true,
        true,
      ]);
      for (const key of keysOf(verb)) expect([verb.verb, key, KEYS[language][key]]).not.toContain(undefined);
    }
  });
});

test('the codes that verbs name are real', () => {
  const named = new Set(WRITTEN.flatMap(({ manual }) => manual.issues ?? []));
  expect([...named].filter((code) => !(code in ISSUES))).toEqual([]);
});
