import { expect, test } from 'vitest';
import { cohortNew } from '../../src/programme/cohort/index.ts';
import { spanOf } from '../../src/programme/cohort/plan.ts';
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

test('a cohort copies the plan, and what its hours need waits for them', () => {
  const db = openDatabase();
  db.operate(cohortNew, PLAN, NOW);
  expect(
    db.all('select plan_id, title, starts_at, ends_at, place, word, kind from session order by starts_at'),
  ).toEqual([
    {
      plan_id: 's1',
      title: 'Arranque',
      starts_at: Date.parse('2026-03-03T22:00:00Z'),
      ends_at: Date.parse('2026-03-04T00:00:00Z'),
      place: 'Salón ejidal',
      word: null,
      kind: 'session',
    },
    {
      plan_id: 's2',
      title: 'Precios',
      starts_at: Date.parse('2026-03-15T15:30:00Z'),
      ends_at: Date.parse('2026-03-15T16:30:00Z'),
      place: null,
      word: null,
      kind: 'session',
    },
  ]);
  const waits = db.all(`select operation, not_before from job where operation = 'session.prepare' order by not_before`);
  expect(waits.map(({ not_before }) => not_before)).toEqual([
    Date.parse('2026-03-03T21:00:00Z'),
    Date.parse('2026-03-15T14:30:00Z'),
  ]);
  expect(() => db.operate(cohortNew, PLAN, NOW)).toThrow(expect.objectContaining({ code: 'COHORT_EXISTS' }));
});

test('a session that falls into a rest of the programme is said to, so that somebody moves it', () => {
  const db = openDatabase();
  const calendar = [{ pause: 'cosecha', from: '2026-03-10', to: '2026-03-15' }];
  const { sessions } = db.operate(cohortNew, { ...PLAN, calendar }, NOW);
  expect(sessions.map(({ pause }) => pause)).toEqual([undefined, 'cosecha']);
});
