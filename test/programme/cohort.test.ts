import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { cohortNew } from '../../src/programme/cohort/index.ts';
import { drawWords, spanOf } from '../../src/programme/cohort/plan.ts';
import { openDatabase } from '../turn/database.ts';

const NOW = Date.parse('2026-02-20T15:00:00Z');
const PLAN = {
  programme: 'llera',
  name: 'grupo-a',
  startsOn: '2026-03-04', // a Wednesday
  timezone: 'America/Monterrey',
  sessions: [
    { id: 's1', title: 'Arranque', week: 1, day: 'tue', at: '16:00', minutes: 120, place: 'Salón ejidal' },
    { id: 's2', title: 'Precios', week: 2, day: 'sun', at: '09:30', minutes: 60 },
  ],
  words: ['COLIBRI', 'LUCERO', 'VEREDA'],
};

test('week 1 is the week of the first day, in local time on both sides of a clock change', () => {
  const at = (week: number, day: 'mon' | 'sun', zone: string, start: string) =>
    new Date(spanOf({ week, day, at: '10:00', minutes: 30 }, start, zone).starts).toISOString();
  expect(at(1, 'mon', 'America/Monterrey', '2026-03-02')).toBe('2026-03-02T16:00:00.000Z');
  expect(at(1, 'mon', 'America/Monterrey', '2026-03-08')).toBe('2026-03-02T16:00:00.000Z');
  expect(at(1, 'sun', 'America/Monterrey', '2026-03-02')).toBe('2026-03-08T16:00:00.000Z');
  expect(at(4, 'mon', 'Europe/Madrid', '2026-03-02')).toBe('2026-03-23T09:00:00.000Z');
  expect(at(5, 'mon', 'Europe/Madrid', '2026-03-02')).toBe('2026-03-30T08:00:00.000Z');
});

test('a cohort copies the plan and draws its words', () => {
  const db = openDatabase();
  const made = db.operate(cohortNew, PLAN, NOW);
  expect(db.all('select plan_id, title, starts_at, ends_at, place from session order by starts_at')).toEqual([
    {
      plan_id: 's1',
      title: 'Arranque',
      starts_at: Date.parse('2026-03-03T22:00:00Z'),
      ends_at: Date.parse('2026-03-04T00:00:00Z'),
      place: 'Salón ejidal',
    },
    {
      plan_id: 's2',
      title: 'Precios',
      starts_at: Date.parse('2026-03-15T15:30:00Z'),
      ends_at: Date.parse('2026-03-15T16:30:00Z'),
      place: null,
    },
  ]);
  const words = made.sessions.map(({ word }) => word);
  expect(new Set(words).size).toBe(2);
  expect(words.every((word) => PLAN.words.includes(word!))).toBe(true);
  expect(() => db.operate(cohortNew, PLAN, NOW)).toThrow(expect.objectContaining({ code: 'COHORT_EXISTS' }));
});

test('sessions of two cohorts at one time never share a word; when all are taken there is none', () => {
  const db = openDatabase();
  const words = ['a', 'b', 'c', 'd'].map(
    (name) => db.operate(cohortNew, { ...PLAN, name }, NOW, name).sessions[0]!.word,
  );
  expect(new Set(words.slice(0, 3)).size).toBe(3);
  expect(words[3]).toBeNull();
});

test('drawn words differ wherever check-in windows meet, whatever the plan', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 72 }), fc.integer({ min: 1, max: 4 })), { maxLength: 12 });
  fc.assert(
    fc.property(spans, fc.string(), (given, seed) => {
      const sessions = given.map(([start, hours]) => ({ starts: start * HOUR, ends: (start + hours) * HOUR }));
      const words = drawWords(sessions, ['UNO', 'DOS', 'TRES'], [], seededRandom(seed));
      for (const [i, one] of sessions.entries()) {
        for (const [j, other] of sessions.entries()) {
          const meet = one.starts - HOUR / 2 <= other.ends + HOUR / 2 && other.starts - HOUR / 2 <= one.ends + HOUR / 2;
          if (i !== j && meet && words[i] !== null) expect(words[i]).not.toBe(words[j]);
        }
      }
    }),
  );
});
