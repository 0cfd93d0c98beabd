import { describe, expect, it } from 'vitest';
import { RecadoError } from '../../src/base/errors.ts';
import { createLexicon, type Lexicon } from '../../src/locale/lexicon.ts';
import { COMMANDS, MEANINGS } from '../../src/locale/words.ts';
import { lexiconOf, localeFiles } from './files.ts';

const LANGUAGES = localeFiles.filter(({ name }) => name === 'words').map(({ language }) => language);

describe('the lexicon', () => {
  it.each(LANGUAGES)('of %s has its words, normalised', (language) => {
    const lexicon = lexiconOf(language);
    for (const meaning of MEANINGS) expect(lexicon.meanings[meaning].size).toBeGreaterThan(0);
    expect(lexicon.commands.size).toBeGreaterThanOrEqual(COMMANDS.length);
    expect(lexicon.refused.unknown.size).toBeGreaterThan(0);
    expect(lexicon.optOut.stop.has('stop')).toBe(true);
    for (const word of [...lexicon.commands.keys(), ...lexicon.meanings.yes, ...lexicon.optOut.stop]) {
      expect(word).toMatch(/^[\p{Ll}\p{Lo}0-9']+( [\p{Ll}\p{Lo}0-9']+)*$/u);
    }
  });

  it.each(LANGUAGES)('of %s lets no opt-out word mean anything else', (language) => {
    const lexicon = lexiconOf(language);
    for (const word of [...lexicon.optOut.stop, ...lexicon.optOut.ambiguous]) {
      for (const [list, words] of Object.entries(meaningful(lexicon)))
        expect(words.has(word), `${word} in ${list}`).toBe(false);
    }
  });

  it.each(LANGUAGES)('of %s has no word that stops and starts, or stops and asks', (language) => {
    const { optOut, optIn } = lexiconOf(language);
    for (const word of optOut.stop) {
      expect(optIn.has(word), word).toBe(false);
      expect(optOut.ambiguous.has(word), word).toBe(false);
    }
  });

  it('gives a phrase one command in each language', () => {
    for (const { language, entries } of localeFiles.filter(({ name }) => name === 'words')) {
      const phrases = Object.values((entries as { commands?: Record<string, string[]> }).commands ?? {}).flat();
      expect(
        phrases.filter((phrase, i) => phrases.indexOf(phrase) !== i),
        language,
      ).toEqual([]);
    }
  });

  it('adds the words of a region to those of its language', () => {
    expect(lexiconOf('es-MX').meanings.yes.has('simon')).toBe(true);
    expect(lexiconOf('es').meanings.yes.has('simon')).toBe(false);
    expect(lexiconOf('es-CL').moneyTimes.get('lucas')).toBe(1000);
    expect(lexiconOf('es-MX').moneyTimes.has('lucas')).toBe(false);
    expect(lexiconOf('yua').meanings.yes.has('simon')).toBe(true);
    expect(lexiconOf('en').numbers.has('once')).toBe(false);
  });

  it('of a language without words is Spanish and English; opt-out words count in all', () => {
    const lexicon = lexiconOf('tr');
    expect(lexicon.commands.get('ayuda')).toBe('help');
    expect(lexicon.commands.get('help')).toBe('help');
    expect(lexiconOf('en').optOut.stop.has('baja')).toBe(true);
  });

  it('teaches the words of DESIGN §4', () => {
    const { taught } = lexiconOf('es-MX');
    expect(Object.values(taught)).toEqual(
      expect.arrayContaining([
        'AYUDA',
        'REPETIR',
        'PERSONA',
        'MENÚ',
        'TAREA',
        'AVANCE',
        'IDIOMA',
        'PAUSA',
        'SEGUIR',
        'DATOS',
        'QUEJA',
        'QUIÉN SOY',
        'ALTA',
      ]),
    );
  });

  it('refuses a file that is not one, naming it', () => {
    const bad = [{ language: 'xx', name: 'words', entries: { meanings: { maybe: ['quizá'] } } }];
    expect(() => createLexicon(bad)).toThrow(RecadoError);
    expect(() => createLexicon(bad)).toThrow(/xx\/words\.json/);
    expect(() => createLexicon([{ language: 'xx', name: 'words', entries: { yess: [] } }])).toThrow(/yess/);
  });
});

function meaningful(lexicon: Lexicon): Record<string, { has(word: string): boolean }> {
  const { meanings, commands, zero, greetings, thanks, readiness, acks, numbers, ordinals, refused } = lexicon;
  return { ...meanings, ...refused, commands, zero, greetings, thanks, readiness, acks, numbers, ordinals };
}
