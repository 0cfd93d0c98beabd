import { beforeEach, expect, test } from 'vitest';
import { cohortNew } from '../../../src/programme/cohort/index.ts';
import { type EnrolOutcome, enrolMany } from '../../../src/programme/enrolment/index.ts';
import { openDatabase, type TestDatabase } from '../../turn/database.ts';

const NOW = Date.parse('2026-02-20T15:00:00Z');
const PLACE = { channel: 'twilio-sms', ourNumber: '+5255' };

let db: TestDatabase;
let runs: number;
beforeEach(() => {
  db = openDatabase();
  runs = 0;
  for (const name of ['grupo-a', 'grupo-b']) {
    const plan = { programme: 'llera', name, startsOn: '2026-03-04', timezone: 'UTC', sessions: [] };
    db.operate(cohortNew, plan, NOW, name);
  }
});

const many = (rows: readonly object[]): readonly EnrolOutcome[] =>
  db.operate(
    enrolMany,
    { programme: 'llera', rows, place: PLACE, by: { kind: 'shell', id: 'shell' } },
    NOW,
    `run-${runs++}`,
  );
const did = (outcomes: readonly EnrolOutcome[]) => outcomes.map((one) => (one.did === 'refused' ? one.why : one.did));
const count = (what: string) => db.all(`select count(*) as n from ${what}`)[0]!['n'];

const ANA = { name: 'Ana López', phone: '+528341234567', cohort: 'grupo-a' };
const LUZ = { name: 'Luz', phone: '+528341234568', cohort: 'grupo-a' };

test('a list is invited in its order, and the same list again changes nothing', () => {
  const rows = [ANA, LUZ, { name: 'Rosa', cohort: 'grupo-a' }];
  const first = many(rows);
  expect(first).toMatchObject([
    { did: 'invited', created: true, number: 1 },
    { did: 'invited', created: true, number: 2 },
    { did: 'invited', created: true, number: 3, silent: true },
  ]);
  const before = ['person', 'address', 'lane', 'enrolment', 'roster', 'event'].map((table) => count(table));
  expect(before).toEqual([3, 2, 3, 3, 3, 3]);
  expect(did(many(rows))).toEqual(['already', 'already', 'already']);
  expect(['person', 'address', 'lane', 'enrolment', 'roster', 'event'].map((table) => count(table))).toEqual(before);
});

test('the same woman twice on one list is one; her first name alone is hers at her phone', () => {
  expect(did(many([ANA, ANA, { ...ANA, name: 'Ana' }]))).toEqual(['invited', 'already', 'already']);
  expect(did(many([{ ...ANA, name: 'ana lopez' }]))).toEqual(['already']);
  expect(count('person')).toBe(1);
});

test('another name at her phone shares it, in one lane', () => {
  const outcomes = many([ANA, { ...ANA, name: 'Ana Ruiz' }]);
  expect(outcomes).toMatchObject([{ did: 'invited' }, { did: 'invited', shared: true, number: 2 }]);
  expect([count('lane'), count('address'), count('person_address')]).toEqual([1, 1, 2]);
});

test('a row that cannot be done says why and spoils no other', () => {
  const [ana] = many([ANA]);
  db.db.exec(`update enrolment set state = 'declined'`);
  db.db
    .prepare('insert into wrong_number (person_id, phone, at) values (?, ?, 0)')
    .run((ana as { person: string }).person, '+528341234599');
  const outcomes = many([
    { ...LUZ, cohort: 'grupo-z' },
    ANA,
    { ...ANA, phone: '+528341234599' },
    { ...LUZ, group: 'norte' },
    LUZ,
  ]);
  expect(did(outcomes)).toEqual(['cohort-unknown', 'said-no', 'wrong-number', 'group-unknown', 'invited']);
  expect(count('person')).toBe(2);
});

test('whoever had no phone is the same woman when she gets one, and is asked then', () => {
  const [rosa] = many([{ name: 'Rosa', cohort: 'grupo-a' }]);
  const [again] = many([{ name: 'rosa', cohort: 'grupo-a', phone: LUZ.phone }]);
  expect(again).toMatchObject({
    did: 'invited',
    person: (rosa as { person: string }).person,
    created: false,
    number: 1,
  });
  expect(db.all(`select p.lane_id = a.lane_id as one from person p join address a`)).toEqual([{ one: 1 }]);
});

test('who takes part already moves to the cohort of the list, and no stage of hers is lost', () => {
  many([ANA]);
  db.db.exec(`update enrolment set state = 'active'`);
  expect(did(many([{ ...ANA, cohort: 'grupo-b' }]))).toEqual(['moved']);
  expect(db.all(`select e.state, c.name from enrolment e join cohort c on c.id = e.cohort_id`)).toEqual([
    { state: 'active', name: 'grupo-b' },
  ]);
  expect(db.all('select name from event order by seq')).toEqual([
    { name: 'programme.invite' },
    { name: 'cohort.changed' },
  ]);
});

test('who goes to another cohort and back is expected where she stands, and under her own number', () => {
  many([ANA, { name: 'Eva', phone: '+528341239999', cohort: 'grupo-a' }]);
  const rosters = () =>
    db.all(`select p.name, c.name as cohort, r.number, r.until is null as stands from roster r
      join cohort c on c.id = r.cohort_id join person p on p.id = r.person_id order by p.name, c.name`);
  many([{ ...ANA, cohort: 'grupo-b' }]);
  expect(rosters()).toEqual([
    { name: 'Ana López', cohort: 'grupo-a', number: 1, stands: 0 },
    { name: 'Ana López', cohort: 'grupo-b', number: 1, stands: 1 },
    { name: 'Eva', cohort: 'grupo-a', number: 2, stands: 1 },
  ]);
  many([
    { ...ANA, cohort: 'grupo-b' },
    { ...ANA, cohort: 'grupo-a' },
  ]);
  expect(rosters().map(({ cohort, stands }) => [cohort, stands])).toEqual([
    ['grupo-a', 1],
    ['grupo-b', 0],
    ['grupo-a', 1],
  ]);
});

test('a group brings its cohort; what the list says never overwrites what she said', () => {
  db.db.exec(`insert into unit (id, programme, kind, name, title, cohort_id, created_at)
    select 'norte', 'llera', 'group', 'norte', 'Norte', id, 0 from cohort where name = 'grupo-a'`);
  many([{ name: 'Ana', phone: ANA.phone, group: 'norte', language: 'yua', profile: { giro: 'COMIDA' } }]);
  db.db.exec(`update person set profile = json_set(profile, '$.giro', 'ROPA')`);
  many([{ name: 'Ana', phone: ANA.phone, group: 'norte', language: 'en', profile: { giro: 'CAMPO', edad: 40 } }]);
  expect(db.all('select language, profile from person')).toEqual([
    { language: 'yua', profile: '{"giro":"ROPA","edad":40}' },
  ]);
  expect(db.all('select group_id, cohort_id is not null as placed from enrolment')).toEqual([
    { group_id: 'norte', placed: 1 },
  ]);
});

test('P1: a paper list with signatures: the ledger has sheet, day and who entered it, and she is not invited', () => {
  const paper = { on: '2026-02-10', proof: 'hoja-12' };
  expect(
    did(
      many([
        { ...ANA, paper },
        { name: 'Rosa', cohort: 'grupo-a', paper },
      ]),
    ),
  ).toEqual(['consented', 'consented']);
  expect(db.all('select state from enrolment order by state')).toEqual([{ state: 'active' }, { state: 'registering' }]);
  expect(db.all('select name from event')).toEqual([{ name: 'programme.consented' }]);
  expect(
    db.all('select distinct purpose, wording, channel, given, by_kind, by_id, proof, happened_at from consent'),
  ).toEqual([
    {
      purpose: 'programme',
      wording: 'built-in',
      channel: 'paper',
      given: 1,
      by_kind: 'shell',
      by_id: 'shell',
      proof: 'hoja-12',
      happened_at: Date.parse('2026-02-10T12:00:00Z'),
    },
  ]);
});

test('500 women in one commit, whoever else is there, each with a number of her own', () => {
  const rows = Array.from({ length: 500 }, (_, i) => ({
    name: `Persona ${i}`,
    phone: `+5283420${10_000 + i}`,
    cohort: 'grupo-a',
  }));
  expect(did(many(rows)).every((one) => one === 'invited')).toBe(true);
  expect(count('(select distinct number from roster)')).toBe(500);
  expect(() => many([...rows, ANA])).toThrow();
});
