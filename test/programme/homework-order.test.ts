import { describe, expect, test } from 'vitest';
import { inOrder, type Part } from '../../src/programme/submission.ts';

let n = 0;
const part = (text: string | null, happenedAt: number, more: Partial<Part> = {}): Part => ({
  id: `p${n++}`,
  kind: text === null ? 'photo' : 'text',
  text,
  happenedAt,
  enteredAt: happenedAt,
  inbox: n,
  nth: 0,
  ...more,
});
const texts = (parts: readonly Part[]) => inOrder(parts).map(({ text }) => text);

describe('A7: parts in the order she wrote them', () => {
  test('by when they were sent, not by when they came', () => {
    expect(texts([part('b', 200), part('a', 100, { enteredAt: 900 }), part('c', 300)])).toEqual(['a', 'b', 'c']);
  });

  test('case 3: numbered 5, 1, 2, 4, and 3 twenty minutes later', () => {
    const came = ['5/5 e', '1/5 a', '2/5 b', '4/5 d', '3/5 c'].map((text, i) => part(text, i === 4 ? 1_200_000 : i));
    expect(texts(came)).toEqual(['1/5 a', '2/5 b', '3/5 c', '4/5 d', '5/5 e']);
  });

  test.each([
    ['3) c', '1) a', '2) b'],
    ['(3/3) c', '(1/3) a', '(2/3) b'],
    ['3.- c', '1.- a', '2.- b'],
    ['Parte 3 de 3 c', 'parte 1 de 3 a', 'Parte 2 de 3 b'],
    ['3. c', '1. a', '2. b'],
  ])('%s, %s, %s', (third, first, second) => {
    expect(texts([part(third, 1), part(first, 2), part(second, 3)])).toEqual([first, second, third]);
  });

  test('a photo between numbered texts keeps its own place', () => {
    const came = [part('hola', 1), part('2/2 b', 2), part(null, 3), part('1/2 a', 4)];
    expect(texts(came)).toEqual(['hola', '1/2 a', '2/2 b', null]);
  });

  test('measures, prices and lists begun anew are no pieces of one text', () => {
    expect(texts([part('3/4 de harina', 1), part('1/4 de manteca', 2)])).toEqual(['3/4 de harina', '1/4 de manteca']);
    expect(texts([part('30 de aceite', 1), part('12.50 de gas', 2), part('1.500 en total', 3)])).toEqual([
      '30 de aceite',
      '12.50 de gas',
      '1.500 en total',
    ]);
    const lists = ['1) pan', '2) sal', '1) lunes', '2) martes'];
    expect(texts(lists.map((text, i) => part(text, i)))).toEqual(lists);
  });

  test('every part is there once, whatever the numbers say', () => {
    const came = ['2/3', '2/3', '9/3', '0/3', '1)', '1)', '3/3', '1/3'].map((text, i) => part(text, i));
    expect(inOrder(came)).toHaveLength(came.length);
    expect(new Set(inOrder(came)).size).toBe(came.length);
  });
});
