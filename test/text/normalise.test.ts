import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emojiOf, normalise, tidy } from '../../src/text/normalise.ts';
import { nearest, typosAllowed, typosBetween } from '../../src/text/typo.ts';

describe('normalise', () => {
  it.each([
    ['  SÍ!!! ', 'si'],
    ['siiii', 'si'],
    ['Noo.', 'no'],
    ['mañana', 'manana'],
    ['man\u0303ana', 'manana'],
    ['¿Cómo?', 'como'],
    ['1️⃣', '1'],
    ['🔟', '10'],
    ['１', '1'],
    ['1)', '1'],
    ['11', '11'],
    ['1000000', '1000000'],
    ['III', 'iii'],
    ['perro', 'perro'],
    ['a\u200bl\u00adta', 'alta'],
    ['quién\u00a0soy', 'quien soy'],
    ['ma’alob', "ma'alob"],
    ['k´iin', "k'iin"],
    ["'sí'", 'si'],
    ['sí 👍🏽 claro', 'si claro'],
    ['a\u0000b\ud800', 'a b'],
    ['👍', ''],
  ])('%j → %j', (typed, folded) => {
    expect(normalise(typed)).toBe(folded);
  });

  it('keeps the punctuation of amounts when only tidied', () => {
    expect(tidy(' $ 1.500,50 PESÓS ')).toBe('$ 1.500,50 pesos');
  });

  it('is settled after one pass, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(normalise(normalise(text))).toBe(normalise(text));
      }),
    );
  });

  it('finds emoji without their skin tone', () => {
    expect(emojiOf('👍🏽 y ✅')).toEqual(['👍', '✅']);
    expect(emojiOf('1️⃣ 23')).toEqual([]);
  });
});

describe('typos', () => {
  it('forgives none under 4 letters, one to 6, two from 7', () => {
    expect([3, 4, 6, 7].map(typosAllowed)).toEqual([0, 1, 1, 2]);
    expect(typosBetween('negosio', 'negocio')).toBe(1);
    expect(typosBetween('ngosio', 'negocio')).toBe(2);
    expect(typosBetween('cosa', 'casa')).toBe(1);
    expect(typosBetween('cosas', 'casa')).toBeNull();
    expect(typosBetween('so', 'si')).toBeNull();
  });

  it('looks at each word of a phrase, and never forgives digits', () => {
    expect(typosBetween('todabia no', 'todavia no')).toBe(1);
    expect(typosBetween('todavia si', 'todavia no')).toBeNull();
    expect(typosBetween('1500', '1600')).toBeNull();
    expect(typosBetween('sesion4', 'sesion5')).toBeNull();
  });

  it('takes the nearest only when there is one', () => {
    const candidates = ['casa', 'cosa', 'negocio'].map((word) => ({ word, means: word }));
    expect(nearest('negosio', candidates)).toBe('negocio');
    expect(nearest('cesa', candidates)).toBeNull();
    expect(nearest('lechuga', candidates)).toBeNull();
  });
});
