import { describe, expect, test } from 'vitest';
import type { AttendanceStatus } from '../../../src/domain/attendance.ts';
import { takeDay } from '../../../src/programme/roll/day.ts';
import { type Judged, judge } from '../../../src/programme/roll/judge.ts';
import { readSaid } from '../../../src/programme/roll/said.ts';
import { type Seat, shortNames } from '../../../src/programme/roll/seat.ts';

const WHOLE = ['Ana Ruiz', 'Luz Pérez', 'Eva', 'Luz Rojas', 'Marta Díaz', 'Rosa', 'Ana María Sol', 'Inés'];
const shorts = shortNames(WHOLE);

function seats(before: Readonly<Record<number, AttendanceStatus>> = {}): Seat[] {
  return WHOLE.map((whole, i) => ({
    person: `p${i + 1}`,
    number: i + 1,
    name: shorts[i]!,
    whole,
    status: before[i + 1] ?? null,
    method: before[i + 1] ? 'roll' : null,
    conflict: false,
    self: null,
    roll: before[i + 1] ? { status: before[i + 1]!, minutes: null, stoodIn: null, id: 'r0' } : null,
  }));
}

const beside = { others: [{ number: 9, name: 'Celia' }], kin: [] };
const LETTER = { present: 'P', absent: 'A', late: 'T', excused: 'E', represented: 'R' } as const;

/** One letter a seat, `-` where the roll says nothing of her; or the keys of what is not clear. */
function shown(judged: Judged): string {
  if ('unclear' in judged) return judged.unclear.map(({ key }) => key.replace('roll.', '')).join(' ');
  return WHOLE.map((_, i) => LETTER[judged.marks.get(`p${i + 1}`)?.status as 'present'] ?? '-').join('');
}
const lista = (words: string, before?: Readonly<Record<number, AttendanceStatus>>) =>
  shown(judge(readSaid(words, 'present'), 'present', seats(before), beside));
const faltaron = (words: string, before?: Readonly<Record<number, AttendanceStatus>>) =>
  shown(judge(readSaid(words, 'absent'), 'absent', seats(before), beside));

describe('LISTA', () => {
  test.each([
    ['1 2 5', 'PPAAPAAA'],
    ['1, 2 y 5', 'PPAAPAAA'],
    ['1.2.5', 'PPAAPAAA'],
    ['1y2y5', 'PPAAPAAA'],
    ['1️⃣ 2 ٥', 'PPAAPAAA'],
    ['1-3 8', 'PPPAAAAP'],
    ['3 a 1 y del 7 al 8', 'PPPAAAPP'],
    ['todas', 'PPPPPPPP'],
    ['todos menos 3 y 7', 'PPAPPPAP'],
    ['todas tarde 4', 'PPPTPPPP'],
    ['ninguna', 'AAAAAAAA'],
    ['1 2 4 tarde 4 6 permiso 5', 'PPATETAA'],
    ['tarde 4 6\n1 2', 'PPATATAA'],
    ['permiso 5 por 3 Rosa 8', 'AARAEAAP'],
    ['1 3 por su hija, 8', 'PARAAAAP'],
    ['permiso 5 por viaje a Mante, 6', '----EE--'],
    ['Eva, Rosa y Marta', 'AAPAPPAA'],
    ['Eva Rosa Marta', 'AAPAPPAA'],
    ['luz r, ana r, INES', 'PAAPAAAP'],
    ['Luz Perez y Marta Dias', 'APAAPAAA'],
    ['tarde 4', '---T----'],
    ['faltaron 3 7', 'PPAPPPAP'],
  ])('%s', (words, marks) => {
    expect(lista(words)).toBe(marks);
  });

  test('what was late, excused or represented before stays where nobody names her', () => {
    const before = { 3: 'excused', 4: 'late', 6: 'represented', 7: 'absent', 8: 'present' } as const;
    expect(lista('1 2', before)).toBe('PPETARAA');
    expect(lista('1 3 4', before)).toBe('PAPPARAA');
    expect(lista('todas', before)).toBe('PPPTPRPP');
    expect(lista('todas menos 4', before)).toBe('PPPAPRPP');
    expect(lista('tarde 1', before)).toBe('T-ET-RAP');
    expect(faltaron('1', before)).toBe('APETPRPP');
  });

  test.each([
    ['1 31 40', 'no-number'],
    ['1 1259', 'no-number'],
    ['1 9', 'not-here'],
    ['1 Brenda', 'no-name'],
    ['1 Luz', 'which'],
    ['1 permiso 1', 'differs'],
    ['1 2 ninguna', 'nobody-and'],
    ['Luz, Brenda, 31', 'which no-name no-number'],
  ])('%s: nothing is recorded', (words, keys) => {
    expect(lista(words)).toBe(keys);
  });

  test('a number written twice counts once and is said', () => {
    const judged = judge(readSaid('1 1 2', 'present'), 'present', seats(), beside);
    expect('notes' in judged && judged.notes).toEqual([{ key: 'roll.repeated', vars: { names: '1 Ana R' } }]);
    expect(shown(judged)).toBe('PPAAAAAA');
  });

  test('who came in her place is named where it is one of ours', () => {
    const kin = [{ of: 'p3', person: 'k1', name: 'Ana', whole: 'Ana Gil' }];
    const stoodIn = (words: string) => {
      const judged = judge(readSaid(words, 'present'), 'present', seats(), { others: [], kin });
      return 'marks' in judged ? judged.marks.get('p3')?.stoodIn : undefined;
    };
    expect(stoodIn('por 3 Rosa')).toBe('p6');
    expect(stoodIn('3 por su hija')).toBeNull();
    // Of two called Ana, the one of her own business.
    expect(stoodIn('por 3 Ana')).toBe('k1');
    expect(stoodIn('por 3 su hija Ana')).toBe('k1');
    expect(stoodIn('por 3')).toBeNull();
  });
});

describe('FALTARON', () => {
  test.each([
    ['3 7', 'PPAPPPAP'],
    ['ninguna', 'PPPPPPPP'],
    ['todas menos 2', 'APAAAAAA'],
    ['3 tarde 4', 'PPATPPPP'],
    ['3 7 permiso 7', 'PPAPPPEP'],
    ['Eva', 'PPAPPPPP'],
  ])('%s', (words, marks) => {
    expect(faltaron(words)).toBe(marks);
  });
});

test('names: an initial only where two share one', () => {
  expect(shortNames(['Ana Ruiz', 'ANA paz', 'Luz', 'Eva Díaz', ''])).toEqual(['Ana R', 'ANA P', 'Luz', 'Eva', '-']);
});

test('a day stands before the numbers, and only a day', () => {
  const days: Readonly<Record<string, string>> = {
    ayer: '2026-03-09',
    '3 de marzo': '2026-03-03',
    '3/3': '2026-03-03',
    'el martes': '2026-03-17',
    martes: '2026-03-17',
    'el martes 3 de marzo': '2026-03-03',
  };
  const take = (words: string) =>
    takeDay(words, { dayOf: (phrase) => days[phrase.toLowerCase()], today: '2026-03-10' });
  expect(take('s4 ayer 1 2')).toEqual({ words: 's4 1 2', on: '2026-03-09' });
  expect(take('grupo-a s4 3 de marzo: 1 2').on).toBe('2026-03-03');
  expect(take('s4 3/3 1 2')).toMatchObject({ on: '2026-03-03' });
  expect(take('el martes 1 2').on).toBe('2026-03-10');
  expect(take('s4 el martes 3 de marzo 1 2').on).toBe('2026-03-03');
  expect(take('s4 1 2 5 9')).toEqual({ words: 's4 1 2 5 9' });
  expect(take('s4 Martes, Ana')).toEqual({ words: 's4 Martes, Ana' });
});
