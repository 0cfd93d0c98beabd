import { expect, test } from 'vitest';
import { lexiconOf } from '../locale/files.ts';
import { CAPABILITIES, STAFF_VERBS } from './capabilities.ts';

test('every staff verb has its words in Spanish and in English, and every word its verb', () => {
  const names = STAFF_VERBS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect([...new Set(lexiconOf('es-MX').staff.values())].toSorted()).toEqual(names.toSorted());
  for (const word of ['responder', 'cerrar', 'casos', 'answer', 'close', 'cases'])
    for (const language of ['es-MX', 'en', 'pt']) expect(lexiconOf(language).staff.has(word), word).toBe(true);
});

test('no word of staff leaves or comes back: those come first', () => {
  const { staff, optOut, optIn } = lexiconOf('es-MX');
  for (const [word, name] of staff) {
    expect(optOut.stop.has(word) || optIn.has(word), word).toBe(false);
    // CANCELAR alone asks whether she means to leave; with its number it is a verb.
    const numbered = STAFF_VERBS.find((verb) => verb.name === name)?.takes === 'number';
    expect(optOut.ambiguous.has(word) && !numbered, word).toBe(false);
  }
});

test('facts that staff verbs and cases read are loaded whatever the packs ask for', () => {
  expect(CAPABILITIES.flatMap(({ needs }) => needs ?? [])).toEqual(expect.arrayContaining(['staff', 'care', 'cases']));
});
