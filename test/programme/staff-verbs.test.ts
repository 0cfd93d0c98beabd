import { expect, test } from 'vitest';
import { verbSaid } from '../../src/conversation/staff-words.ts';
import { systemCatalogues } from '../../src/locale/catalogue.ts';
import { createTexts } from '../../src/locale/texts.ts';
import { lexiconOf, localeFiles } from '../locale/files.ts';
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

test('every staff verb says what it does, with an example that is it, in Spanish and in English', () => {
  const texts = createTexts(systemCatalogues(localeFiles));
  for (const { name } of STAFF_VERBS)
    for (const language of ['es', 'en']) {
      const say = (key: string) => texts.say(key, { language }).text;
      expect(say(`verb.${name}`).length, name).toBeGreaterThan(10);
      const said = verbSaid(say(`verb.${name}.example`), lexiconOf(language).staff);
      expect([said?.name, said?.misspelt], `${language} ${name}`).toEqual([name, false]);
    }
});

test.each([
  ['NO ELEGIR Ana: por qué', 'not-choose', 'Ana: por qué', false],
  ['no elejir Ana: por qué', 'not-choose', 'Ana: por qué', true],
  ['Elegir Ana', 'choose', 'Ana', false],
  ['PAUSA A grupo-a 1 semana', 'pause-for', 'grupo-a 1 semana', false],
  ['RECORDR grupo-a: hola', 'broadcast', 'grupo-a: hola', true],
  ['CERRAR 14', 'close', '14', false],
])('%j begins with a verb', (text, name, rest, misspelt) => {
  expect(verbSaid(text, lexiconOf('es-MX').staff)).toEqual({ name, rest, misspelt });
});

test.each(['No elegimos nada', 'hola', 'ya', '14'])('%j begins with none', (text) => {
  expect(verbSaid(text, lexiconOf('es-MX').staff)).toBeUndefined();
});
