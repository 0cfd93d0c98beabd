import { describe, expect, test } from 'vitest';
import { readList } from '../../../src/programme/enrolment/written.ts';

const ANA = { name: 'Ana López', phone: '+528341234567' };
const LUZ = { name: 'Luz Pérez', phone: '+528341234568' };
const ROSA = { name: 'Rosa', phone: '+528341234569' };

describe('a list as people write it', () => {
  test.each([
    ['a line each', 'Ana López 834 123 4567\nLuz Pérez 8341234568'],
    ['commas', 'Ana López, 834 123 4567, Luz Pérez, 8341234568'],
    ['y', 'Ana López 834-123-4567 y Luz Pérez (834) 123-4568'],
    ['one after the other, as a gateway that drops line ends has it', 'Ana López 8341234567 Luz Pérez 8341234568'],
    ['the number first', '834 123 4567 Ana López\n834 123 4568 Luz Pérez'],
    ['numbered, with labels', '1. Ana López tel. 834 123 4567\n2) Luz Pérez cel: 8341234568'],
    ['with the country, the old 521 and the old 044', 'Ana López +52 1 834 123 4567\nLuz Pérez 044 834 123 4568'],
    ['all in small letters', 'ana lópez 8341234567\nLUZ PÉREZ 8341234568'],
    ['full stops and spaces', '  Ana López   8341234567.\n\n Luz Pérez: 8341234568 ; '],
  ])('%s', (_, text) => expect(readList(text, 'MX')).toEqual([ANA, LUZ]));

  test('names of several words keep their y within a word', () =>
    expect(readList('Yolanda Reyes 8341234567 y Eyra 8341234568', 'MX').map(({ name }) => name)).toEqual([
      'Yolanda Reyes',
      'Eyra',
    ]));

  test('no phone, another’s phone, the same phone', () =>
    expect(readList('Rosa 834 123 4569\nEva sin teléfono\nIrma mismo número\nOfe mismo que Rosa', 'MX')).toEqual([
      ROSA,
      { name: 'Eva', none: true },
      { name: 'Irma', phone: ROSA.phone },
      { name: 'Ofe', phone: ROSA.phone },
    ]));

  test('each line says what it lacks, and spoils no other', () =>
    expect(readList('Ana López 834 123 4567\nRosa\n834 123 4568\nEva 83412\nIrma 834 123 456 789 0', 'MX')).toEqual([
      ANA,
      { name: 'Rosa', why: 'no-phone' },
      { name: '834 123 4568', why: 'no-name' },
      { name: 'Eva', why: 'bad-phone' },
      { name: 'Irma', why: 'bad-phone' },
    ]));

  test('numbers of another country, and none without a country to read them by', () => {
    expect(readList('Ana 71234567', 'BO')).toEqual([{ name: 'Ana', phone: '+59171234567' }]);
    expect(readList('Ana +591 71234567', 'MX')).toEqual([{ name: 'Ana', phone: '+59171234567' }]);
    expect(readList('', 'MX')).toEqual([]);
  });
});
