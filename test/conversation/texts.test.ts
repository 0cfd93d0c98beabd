import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ANSWER_TYPES } from '../../src/domain/answer.ts';
import { localeFiles } from '../locale/files.ts';

const entriesOf = (language: string, name: string) =>
  localeFiles.find((file) => file.language === language && file.name === name)!.entries as Record<
    string,
    string | { text: string; sms?: string }
  >;
const ES = entriesOf('es', 'system');

/** Keys that the code asks for by a plain string, and those it puts together. */
function keysUsed(): Set<string> {
  const room = join(import.meta.dirname, '../../src');
  const files = ['conversation', 'programme'].flatMap((folder) =>
    readdirSync(join(room, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => join(room, folder, path)),
  );
  const keys = new Set<string>();
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const [, key] of text.matchAll(/(?:\b(?:say|system|once)\(d, |say-system', key: )'([a-z-]+\.[a-z-]+)'/g))
      keys.add(key!);
    for (const [, first, second] of text.matchAll(
      /(?:\b(?:say|system)\(d, |key: )[^'\n]*\? '([a-z-]+\.[a-z-]+)' : '([a-z-]+\.[a-z-]+)'/g,
    ))
      keys.add(first!).add(second!);
  }
  for (const type of ANSWER_TYPES) keys.add(`hint.${type}`);
  for (const nth of ['kept', 'again']) for (const what of ['digits', 'words']) keys.add(`voice.${nth}.${what}`);
  return keys;
}

describe('the system texts', () => {
  test('every text that is asked for is there', () => {
    const used = keysUsed();
    expect(used.size).toBeGreaterThan(50);
    expect([...used].filter((key) => !(key in ES) && !(`${key}_other` in ES))).toEqual([]);
  });

  test('Spanish and English have the same keys, and tú only what Spanish has', () => {
    expect(Object.keys(entriesOf('en', 'system')).toSorted()).toEqual(Object.keys(ES).toSorted());
    expect(Object.keys(entriesOf('es', 'system.tu')).filter((key) => !(key in ES))).toEqual([]);
  });

  test('usted texts do not say tú, and tú texts do not say usted', () => {
    const words = (entry: string | { text: string; sms?: string }) =>
      typeof entry === 'string' ? entry : `${entry.text} ${entry.sms ?? ''}`;
    const tu = /\b(tu|tú|tus|ti|te|contigo|escribe|puedes|quieres|tienes|manda|mándanos)\b/i;
    const usted = /\b(usted|su|sus|escriba|puede|quiere|tiene|le|la esperamos|mande|mándenos)\b/i;
    expect(
      Object.entries(ES)
        // `why.` and `import.` are said about her, to a coordinator.
        .filter(([key, entry]) => tu.test(words(entry)) && key !== 'shared.who' && !/^(why|import)\./.test(key))
        .map(([key]) => key),
    ).toEqual([]);
    expect(
      Object.entries(entriesOf('es', 'system.tu'))
        .filter(([key, entry]) => usted.test(words(entry)) && !ALLOWED.has(key))
        .map(([key]) => key),
    ).toEqual([]);
  });

  test('labels fit on buttons', () => {
    for (const key of [
      'list.button',
      'stuck.skip',
      'stuck.again',
      'stuck.person',
      'resume.next',
      'resume.repeat',
      'resume.menu',
      'leave.all',
      'leave.this',
    ]) {
      for (const language of ['es', 'en'])
        expect((entriesOf(language, 'system')[key] as string).length, key).toBeLessThanOrEqual(20);
    }
  });
});

/** "le" and "su" of somebody else than her. */
const ALLOWED = new Set([
  'outcome.how',
  'homework.list',
  'next.later',
  'person.promise',
  'handoff.promise',
  'person.promise-morning',
  'handoff.promise-morning',
  'voice.again.digits',
  // "le avisamos a una persona", "no le llegaría a nadie": somebody else is meant.
  'staff.broadcast-nobody',
  'staff.broadcast-expired',
  'staff.broadcast-try-first',
  'review.shared',
  'review.voice-late',
  'review.said-already',
  'review.undone-told',
  'review.excuse-several',
  'visit.not-told-unsafe',
  'visit.not-told-shared',
  'visit.not-told-reach',
  'input.ask-yourself',
  // "Quien quiera comprobarla".
  'certificate.here',
  'doubt.code',
  'distress.line',
  'distress.line-morning',
  'pause.long',
]);
