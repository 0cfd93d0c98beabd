import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { seededRandom } from '../../src/base/random.ts';
import { cohortNew, type Enrolled, enrol } from '../../src/programme/cohort/index.ts';
import { drawWords, spanOf } from '../../src/programme/cohort/plan.ts';
import { openDatabase, type TestDatabase } from '../turn/database.ts';

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

const ANA = {
  programme: 'llera',
  cohort: 'grupo-a',
  name: 'Ana',
  phone: '+528341234567',
  channel: 'whatsapp-cloud',
  ourNumber: '100',
};

function withCohort(): TestDatabase {
  const db = openDatabase();
  db.operate(cohortNew, PLAN, NOW);
  return db;
}
const enrols = (db: TestDatabase, over: object = {}, seed = 'e'): Enrolled =>
  db.operate(enrol, { ...ANA, ...over }, NOW, seed);
const count = (db: TestDatabase, table: string): unknown => db.all(`select count(*) as n from ${table}`)[0]!['n'];

test('a woman from a paper list gets lane, address, enrolment, a number, and the conversation hears of her', () => {
  const db = withCohort();
  const { personId, created, number } = enrols(db);
  expect([created, number]).toEqual([true, 1]);
  expect(db.all('select raw, phone from address')).toEqual([{ raw: '528341234567', phone: '+528341234567' }]);
  expect(db.all('select value from address_key')).toEqual([{ value: 'phone:+528341234567' }]);
  expect(db.all('select person_id, state from enrolment')).toEqual([{ person_id: personId, state: 'consenting' }]);
  expect(db.all('select name, payload, person_id from event')).toEqual([
    { name: 'programme.join', payload: '{"programme":"llera"}', person_id: personId },
  ]);
});

test('said twice, it changes nothing', () => {
  const db = withCohort();
  const first = enrols(db);
  expect(enrols(db, { name: ' ANÁ ' }, 'again')).toEqual({ ...first, created: false });
  expect(['lane', 'address', 'person', 'enrolment', 'roster', 'event'].map((table) => count(db, table))).toEqual([
    1, 1, 1, 1, 1, 1,
  ]);
});

test('another name at the same phone is another person, on the same lane, with the next number', () => {
  const db = withCohort();
  const ana = enrols(db);
  const luz = enrols(db, { name: 'Luz' }, 'luz');
  expect(luz).toMatchObject({ created: true, number: 2 });
  expect(luz.personId).not.toBe(ana.personId);
  expect([count(db, 'lane'), count(db, 'address'), count(db, 'person_address')]).toEqual([1, 1, 2]);
});

test('the same woman by SMS keeps her history and her lane', () => {
  const db = withCohort();
  const ana = enrols(db);
  expect(enrols(db, { channel: 'twilio-sms', ourNumber: '+5255' }, 'sms')).toEqual({ ...ana, created: false });
  expect([count(db, 'lane'), count(db, 'address'), count(db, 'person_address')]).toEqual([1, 2, 2]);
});

test('someone who wrote before anybody knew her name is named, and keeps her stage', () => {
  const db = withCohort();
  const ana = enrols(db);
  db.db.exec(`update person set name = null; update enrolment set state = 'active', cohort_id = null`);
  expect(enrols(db, {}, 'later')).toMatchObject({ personId: ana.personId, created: false });
  expect(db.all('select name from person')).toEqual([{ name: 'Ana' }]);
  expect(db.all('select state, cohort_id is not null as placed from enrolment')).toEqual([
    { state: 'active', placed: 1 },
  ]);
});

test('an unknown cohort enrols nobody', () => {
  const db = withCohort();
  expect(() => enrols(db, { cohort: 'grupo-z' })).toThrow(expect.objectContaining({ code: 'COHORT_UNKNOWN' }));
  expect(count(db, 'person')).toBe(0);
});
