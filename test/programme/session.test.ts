import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { cohortNew } from '../../src/programme/cohort/index.ts';
import { caringFor } from '../../src/programme/session/in-care.ts';
import { prepare } from '../../src/programme/session/prepare.ts';
import { readBeside, readSession, readTitle, readWhy } from '../../src/programme/session/said.ts';
import { tellsAt, toldOf } from '../../src/programme/session/state.ts';
import { drawWord } from '../../src/programme/session/words.ts';
import { openDatabase } from '../turn/database.ts';

describe('what staff write of a session', () => {
  test.each([
    ['s4 MOVER jueves 5pm', { session: 's4', where: '', does: 'move', rest: 'jueves 5pm' }],
    ['s4 grupo-a mover jueves', { session: 's4', where: 'grupo-a', does: 'move', rest: 'jueves' }],
    ['grupo-a s4 Cancelar por lluvia', { session: 's4', where: 'grupo-a', does: 'cancel', rest: 'por lluvia' }],
    ['s12', { session: 's12', where: '', rest: '' }],
    ['arranque cancelar', { session: 'arranque', where: '', does: 'cancel', rest: '' }],
    ['NUEVA jueves 12 5pm Feria', { session: '', where: '', does: 'new', rest: 'jueves 12 5pm Feria' }],
    ['grupo-a nueva jueves 5pm Feria', { session: '', where: 'grupo-a', does: 'new', rest: 'jueves 5pm Feria' }],
    ['', { session: '', where: '', rest: '' }],
  ])('%s', (text, read) => {
    expect(readSession(text)).toEqual(read);
  });

  test('place, reason and title', () => {
    expect(readBeside('en Salón ejidal por lluvia')).toEqual({ place: 'Salón ejidal', why: 'lluvia' });
    expect(readBeside('por lluvia')).toEqual({ place: '', why: 'lluvia' });
    expect(readBeside('')).toEqual({ place: '', why: '' });
    expect(readTitle('Feria de precios en Plaza mayor')).toEqual({ title: 'Feria de precios', place: 'Plaza mayor' });
    expect(readTitle('Taller en línea')).toEqual({ title: 'Taller en línea', place: '' });
    expect([readWhy('por lluvia'), readWhy(': lluvia'), readWhy('')]).toEqual(['lluvia', 'lluvia', '']);
  });
});

describe('what is told', () => {
  const held = { title: 'A', starts: 10 * HOUR, ends: 12 * HOUR, place: null, cancelled: false };
  test.each([
    ['moved', held, { ...held, starts: 11 * HOUR }, 'moved'],
    ['elsewhere', held, { ...held, place: 'Plaza' }, 'moved'],
    ['moved and back', held, held, undefined],
    ['longer', held, { ...held, ends: 13 * HOUR }, undefined],
    ['cancelled', held, { ...held, cancelled: true }, 'cancelled'],
    ['restored', { ...held, cancelled: true }, held, 'restored'],
    ['new', null, held, 'added'],
    ['new and gone', null, { ...held, cancelled: true }, undefined],
  ] as const)('%s', (_name, was, is, told) => {
    expect(toldOf(was, is)).toBe(told);
  });

  test('what is near is told at once, the rest when it can no more be taken back unheard', () => {
    expect(tellsAt(0, HOUR)).toBe(0);
    expect(tellsAt(0, 5 * HOUR, 90 * MINUTE)).toBe(0);
    expect(tellsAt(0, 5 * HOUR)).toBe(3 * MINUTE);
  });
});

test('a word is never one at hand, and all are had once before any comes again', () => {
  const words = ['UNO', 'DOS', 'TRES', 'CUATRO'];
  const row = (word: string) => ({ word });
  const some = fc.array(fc.constantFrom(...words), { maxLength: 8 });
  fc.assert(
    fc.property(some, some, fc.string(), (atHand, before, seed) => {
      const drawn = drawWord(words, atHand.map(row), before.map(row), seededRandom(seed));
      const free = words.filter((word) => !atHand.includes(word));
      if (drawn === null) return free.length === 0;
      const had = (word: string) => before.filter((one) => one === word).length;
      return free.includes(drawn) && free.every((word) => had(drawn) <= had(word));
    }),
  );
  expect(drawWord([], [], [], seededRandom('x'))).toBeNull();
});

describe('who is told the word', () => {
  const one = (person_id: string, role: string, here: 0 | 1, within: string[] = []) => ({
    person_id,
    lane_id: `lane-${person_id}`,
    role,
    here,
    within: JSON.stringify(within),
  });
  test('her own facilitators, else those of the whole programme, else coordinators; never those of another group', () => {
    const names = (rows: Parameters<typeof caringFor>[0]) => caringFor(rows).map(({ person }) => person);
    const [own, all, other, boss] = [
      one('own', 'facilitator', 1, ['c1']),
      one('all', 'facilitator', 0),
      one('other', 'facilitator', 0, ['c2']),
      one('boss', 'coordinator', 0),
    ];
    expect(names([boss, other, all, own])).toEqual(['own']);
    expect(names([boss, other, all])).toEqual(['all']);
    expect(names([boss, other])).toEqual(['boss']);
    expect(names([other])).toEqual([]);
  });
});

test('a job of an hour that is no more the hour draws no word, and one that comes twice draws it once', () => {
  const db = openDatabase();
  const starts = Date.parse('2026-03-03T22:00:00Z');
  const plan = { id: 's1', title: 'Arranque', week: 1, day: 'tue', at: '16:00', minutes: 120 };
  const given = {
    programme: 'llera',
    name: 'grupo-a',
    startsOn: '2026-03-02',
    timezone: 'America/Monterrey',
    sessions: [plan],
  };
  const [made] = db.operate(cohortNew, given, starts - 24 * HOUR).sessions;
  db.db
    .prepare(`insert into setting (name, value, updated_at) values ('pack.llera', ?, 0)`)
    .run(JSON.stringify({ programme: 'llera', words: ['COLIBRI', 'LUCERO'], calendar: [] }));
  const input = { session: made!.id, workspace: 'main' };
  const word = () => db.all('select word from session')[0]!['word'];
  db.operate(prepare, input, starts - 2 * HOUR);
  expect(word()).toBeNull();
  db.operate(prepare, input, starts - HOUR, 'one');
  const drawn = word();
  expect(['COLIBRI', 'LUCERO']).toContain(drawn);
  for (const seed of ['two', 'three', 'four']) db.operate(prepare, input, starts, seed);
  expect(word()).toBe(drawn);
});
