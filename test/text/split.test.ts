import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { split } from '../../src/text/split.ts';

describe('split', () => {
  it('gives the text back, in parts that fit, without a broken surrogate pair', () => {
    const texts = fc.string({
      unit: fc.constantFrom('a', 'sol', ' ', '. ', '\n', '\n\n', '👏', 'n\u0303', '¿'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 60 }), (text, limit) => {
        const parts = split(text, limit);
        expect(parts.join('')).toBe(text);
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).not.toMatch(/\p{Cs}/u); // a lone surrogate
          if (text !== '') expect(part).not.toBe('');
        }
      }),
    );
  });

  it('is one part when it fits', () => {
    expect(split('Hola.', 5)).toEqual(['Hola.']);
    expect(split('', 5)).toEqual(['']);
  });

  it('cuts at the end of a sentence before it cuts between words', () => {
    expect(split('Anote lo que vende. Anote lo que gasta hoy.', 30)).toEqual([
      'Anote lo que vende. ',
      'Anote lo que gasta hoy.',
    ]);
  });

  it('cuts between words rather than leave a stump', () => {
    expect(split('Sí. Anote todo lo que gasta hoy', 20)).toEqual(['Sí. Anote todo lo ', 'que gasta hoy']);
  });

  it('keeps what a reader sees as one character together', () => {
    expect(split('👩‍🌾👩‍🌾', 6)).toEqual(['👩‍🌾', '👩‍🌾']);
  });
});
