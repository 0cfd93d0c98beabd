import { expect, test } from 'vitest';
import { cohortNew } from '../../../src/programme/cohort/index.ts';
import { type Enrolled, enrol } from '../../../src/programme/enrolment/index.ts';
import { openDatabase, type TestDatabase } from '../../turn/database.ts';

const NOW = Date.parse('2026-02-20T15:00:00Z');
const PLAN = {
  programme: 'llera',
  name: 'grupo-a',
  startsOn: '2026-03-04',
  timezone: 'America/Monterrey',
  sessions: [],
};

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
  expect(db.all('select person_id, state from enrolment')).toEqual([{ person_id: personId, state: 'invited' }]);
  expect(db.all('select name, payload, person_id from event')).toEqual([
    { name: 'programme.invite', payload: '{"programme":"llera","by":""}', person_id: personId },
  ]);
});

test('said twice, it changes nothing', () => {
  const db = withCohort();
  const first = enrols(db);
  expect(enrols(db, { name: ' ANÁ ' }, 'again')).toEqual({ ...first, created: false, did: 'already' });
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
  expect(enrols(db, { channel: 'twilio-sms', ourNumber: '+5255' }, 'sms')).toEqual({
    ...ana,
    created: false,
    did: 'already',
  });
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
