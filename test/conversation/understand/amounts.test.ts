import { describe, expect, it } from 'vitest';
import { understand } from '../../../src/conversation/understand/index.ts';
import { asking, brief, context, saying } from './asking.ts';

describe('money', () => {
  it.each([
    ['350', '3 350 MXN'],
    ['$350', '3 350 MXN'],
    ['$ 1,500.50', '3 1500.5 MXN'],
    ['1.500,50', '3 1500.5 MXN'],
    ['1 500,50', '3 1500.5 MXN'],
    ["1'500", '3 1500 MXN'],
    ['12 500', '3 12500 MXN'],
    ['150 000', '3 150000 MXN'],
    ['1 500 000', '3 1500000 MXN'],
    ['1,500,000', '3 1500000 MXN'],
    ['500.-', '3 500 MXN'],
    ['0', '3 0 MXN'],
    ['o', '2 0 MXN'],
    ['1500 pesos', '3 1500 MXN'],
    ['1500 pesitos', '3 1500 MXN'],
    ['1500 m.n.', '3 1500 MXN'],
    ['350 varos', '3 350 MXN'],
    ['5oo', '3 500 MXN'],
    ['3️⃣5️⃣0️⃣', '3 350 MXN'],
    ['12.5', '3 12.5 MXN'],
    ['0.50', '3 0.5 MXN'],
    ['mil quinientos', '2 1500 MXN'],
    ['dos mil trescientos cuarenta y cinco', '2 2345 MXN'],
    ['quinientos mil', '2 500000 MXN'],
    ['2 mil', '2 2000 MXN'],
    ['2mil', '2 2000 MXN'],
    ['2,5 mil', '2 2500 MXN'],
    ['2 mil 500', '2 2500 MXN'],
    ['5k', '2 5000 MXN'],
    ['un ciento', '2 100 MXN'],
    ['media docena', '2 6 MXN'],
    ['como 500', '2 500 MXN about'],
    ['unos 500 pesos', '2 500 MXN about'],
    ['500 más o menos', '2 500 MXN about'],
    ['~500', '3 500 MXN about'],
    ['500 por semana', '2 500 MXN'],
    ['nada', '2 0 MXN'],
    ['no vendí', '2 0 MXN'],
    ['hoy no vendí nada', '1 0 MXN'],
    ['vendí 350', '1 350 MXN'],
    ['Vendí: 350', '1 350 MXN'],
    ['una señora me compró 500', '1 500 MXN'],
    ['-200', '3 -200 MXN'],
    ['- 200', '3 200 MXN'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, asking('money')))).toBe(expected);
  });

  it.each([
    ['500-600', [500, 600]],
    ['500 o 600', [500, 600]],
    ['entre 4 y 5 mil', [4, 5000]],
    ['harina 30, aceite 45 y gas 20', [30, 45, 20]],
    ['500 600', [500, 600]],
    ['cinco seis', [5, 6]],
    ['menos 200', [200]],
    ['no 350', [350]],
  ])('%s is asked back', (text, amounts) => {
    expect(saying(text, asking('money'))).toEqual({ fit: 0, why: 'unclear', amounts });
  });

  it.each([
    '5 mil y medio',
    '1.50.000',
    '1500.500',
    '3/4',
    '4:30',
    '12/05/2026',
    '50 centavos',
    '20%',
    '50 dólares',
    '50 €',
  ])('%s is unclear', (text) => {
    expect(brief(saying(text, asking('money')))).toBe('0 unclear');
  });

  it.each(['hola', 'no', 'sí', 'no entiendo nada', 'mil gracias', 'k onda', '👍'])('%s is no amount', (text) => {
    expect(brief(saying(text, asking('money')))).toBe('0 no-match');
  });

  it('reads 1.500 and 1,500 as fifteen hundred in all five locales', () => {
    for (const [language, currency] of [
      ['es-MX', 'MXN'],
      ['es-CL', 'CLP'],
      ['es-BO', 'BOB'],
      ['es-ES', 'EUR'],
      ['pt-PT', 'EUR'],
    ] as const) {
      for (const text of ['1.500', '1,500', '1 500']) {
        expect(brief(saying(text, asking('money'), context(language, { currency })))).toBe(`3 1500 ${currency}`);
      }
    }
  });

  it('knows the money of each country', () => {
    const chile = context('es-CL', { currency: 'CLP' });
    expect(brief(saying('3 lucas', asking('money'), chile))).toBe('2 3000 CLP');
    expect(brief(saying('una gamba', asking('money'), chile))).toBe('2 100 CLP');
    expect(brief(saying('5 lucas 500', asking('money'), chile))).toBe('2 5500 CLP');
    expect(brief(saying('Bs 1.500,50', asking('money'), context('es-BO', { currency: 'BOB' })))).toBe('3 1500.5 BOB');
    expect(brief(saying('1.500,50 €', asking('money'), context('es-ES', { currency: 'EUR' })))).toBe('3 1500.5 EUR');
    expect(brief(saying('two thousand five hundred', asking('money'), context('en')))).toBe('2 2500 MXN');
    expect(brief(saying('a hundred', asking('money'), context('en')))).toBe('2 100 MXN');
    expect(brief(saying('dois mil e quinhentos', asking('money'), context('pt', { currency: 'EUR' })))).toBe(
      '2 2500 EUR',
    );
  });

  it('keeps hundredths and takes the currency of the question before that of the pack', () => {
    const asked = asking('money', { accepts: { types: ['money'], currency: 'EUR' } });
    expect(saying('19.99', asked)).toEqual({ fit: 3, answer: { type: 'money', minor: 1999, currency: 'EUR' } });
  });

  it('says back what is far from her last amount, but not a zero', () => {
    const asked = asking('money', { last: 1500 });
    expect(brief(saying('150', asked))).toBe('3 150 MXN');
    expect(brief(saying('15000', asked))).toBe('3 15000 MXN');
    expect(saying('15001', asked)).toEqual({
      fit: 'echo',
      answer: { type: 'money', minor: 1_500_100, currency: 'MXN' },
      last: 1500,
    });
    expect(brief(saying('149', asked))).toBe('echo 149 MXN');
    expect(brief(saying('nada', asked))).toBe('2 0 MXN');
    expect(brief(saying('15000', asking('money', { last: 0 })))).toBe('3 15000 MXN');
  });
});

describe('a number', () => {
  it.each([
    ['3', '3 3'],
    ['0', '3 0'],
    ['tres', '2 3'],
    ['2 y medio', '2 2.5'],
    ['dos docenas', '2 24'],
    ['veintiún', '2 21'],
    ['treinta y cinco', '2 35'],
    ['20%', '2 20'],
    ['somos 4', '1 4'],
    ['2 y 3', '0 unclear'],
    ['ninguno', '2 0'],
    ['no sé', '2 unknown'],
    ['99999999999999999999', '0 unclear'],
  ])('%s → %s', (text, expected) => {
    expect(brief(saying(text, asking('number')))).toBe(expected);
  });

  it('holds to its limits', () => {
    const age = asking('number', { accepts: { types: ['number'], min: 15, max: 110 } });
    expect(brief(saying('42', age))).toBe('3 42');
    expect(brief(saying('420', age))).toBe('0 out-of-range');
    expect(brief(saying('-42', age))).toBe('0 out-of-range');
  });
});

it('takes "-0" for nothing, as JSON keeps it', () => {
  const understood = understand(
    { kind: 'text', text: '-0' },
    { accepts: { types: ['number'] }, options: [] },
    context('es-MX'),
  );
  expect(understood).toMatchObject({ answer: { type: 'number', number: 0 } });
  expect(JSON.parse(JSON.stringify(understood))).toEqual(understood);
});

describe('case 8: "1.500" and "1,500" are fifteen hundred, in Mexico as in Chile', () => {
  it.each([
    ['es-MX', 'MXN'],
    ['es-CL', 'CLP'],
    ['es-BO', 'BOB'],
    ['es-ES', 'EUR'],
    ['pt-PT', 'EUR'],
  ])('%s', (language, currency) => {
    const asked = asking('money', { accepts: { types: ['money'], currency } });
    const here = context(language, { currency });
    for (const written of ['1.500', '1,500', '$1.500', '1500'])
      expect([written, brief(saying(written, asked, here))]).toEqual([written, `3 1500 ${currency}`]);
    // Two figures behind the sign are hundredths, three never.
    expect(brief(saying('15,50', asked, here))).toBe(`3 15.5 ${currency}`);
  });
});
