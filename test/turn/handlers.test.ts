import { expect, test } from 'vitest';
import { idsFrom } from '../../src/base/ids.ts';
import type { Effect, EffectKind } from '../../src/domain/effect.ts';
import { resolveTime } from '../../src/domain/time.ts';
import type { PersonRecord } from '../../src/programme/manifest.ts';
import { type ApplyContext, applyEffects } from '../../src/turn/apply.ts';
import { HANDLERS } from '../programme/capabilities.ts';
import { openDatabase } from './database.ts';

const NOW = Date.parse('2026-03-02T16:00:00Z');
const STEP = { personId: 'ana', threadId: 't1', flow: 'llera/botes', version: 'v1', step: 'parts' };

function context(over: Partial<ApplyContext> = {}): ApplyContext {
  const records = new Map<string, PersonRecord>([['ana', { language: 'es-MX', values: { sabe: 1 }, profile: {} }]]);
  return {
    now: NOW,
    newId: idsFrom(NOW, 'test'),
    workspace: 'main',
    laneId: 'lane-ana',
    cause: {
      inboxId: '7',
      addressId: 'address-ana',
      channel: 'twilio-sms',
      ourNumber: '+5215550000',
      sentAt: NOW - 5_000,
      sentBy: 'provider',
    },
    address: (id) =>
      id === 'address-ana'
        ? { channel: 'twilio-sms', our_number: '+5215550000', raw: '+521', simulated: 0 }
        : undefined,
    person: (id) => records.get(id),
    keep: (id, record) => void records.set(id, record),
    facts: () => ({}),
    undeliveredAfter: () => 6 * 3_600_000,
    rest: () => ({ zone: 'America/Monterrey' }),
    due: (_id, { rule }, from) => resolveTime(rule, from, { zone: 'America/Monterrey' }),
    ...over,
  };
}

const TOWARD = { case: 'c0', number: 1, learner: 'ana', lane: 'lane-ana', name: 'Marta' };

/** One effect of every kind, so that a new one without an example here does not compile. */
const EXAMPLES: { readonly [K in EffectKind]: Extract<Effect, { kind: K }> } = {
  send: {
    kind: 'send',
    group: {
      addressId: 'address-ana',
      personId: 'ana',
      kind: 'reply',
      parts: [
        { message: { text: 'Qué bien.', sms: 'Que bien.', media: { kind: 'audio', file: 'llera/media/a.ogg' } } },
        { message: { text: '¿Ya separa?', sms: '¿Ya separa?' }, questionId: 'q1', threadId: 't1' },
      ],
    },
  },
  'fallback.used': {
    kind: 'fallback.used',
    personId: 'ana',
    flow: 'llera/dos-botes',
    step: 'separa',
    language: 'yua',
    used: 'es-MX',
  },
  'timer.set': {
    kind: 'timer.set',
    personId: 'ana',
    timer: { key: 'k', anchor: { question: 'q1' }, rule: { after: 1 }, purpose: 'remind' },
  },
  'timer.cancel': { kind: 'timer.cancel', personId: 'ana', key: 'k' },
  'person.create': { kind: 'person.create', personId: 'luz', addressId: 'address-ana', language: 'es-MX' },
  'person.set': { kind: 'person.set', personId: 'ana', path: 'person.vende', value: 'tamales' },
  'person.tag': { kind: 'person.tag', personId: 'ana', tag: 'comida', on: true },
  answer: {
    kind: 'answer',
    ...STEP,
    questionId: 'q1',
    answer: { type: 'number', number: 350 },
    raw: '350',
    correct: true,
    attempt: 1,
  },
  'answer.missed': { kind: 'answer.missed', personId: 'ana', flow: 'llera/a', step: 's', questionId: 'q1' },
  'flow.progress': { kind: 'flow.progress', personId: 'ana', flow: 'llera/a', version: 'v1', state: 'opened' },
  consent: { kind: 'consent', personId: 'ana', purpose: 'programme', wording: 'consentimiento-1', given: true },
  enrol: { kind: 'enrol', personId: 'ana', programme: 'llera', state: 'active' },
  'opt-out': { kind: 'opt-out', addressId: 'address-ana', by: 'learner', word: 'BAJA' },
  'opt-in': { kind: 'opt-in', addressId: 'address-ana' },
  job: { kind: 'job', personId: 'ana', operation: 'broadcast.preview', input: { text: 'Hola' } },
  task: { kind: 'task', personId: 'ana', topic: 'not-understood', why: 'not-understood', about: 'Dos botes' },
  'address.trust': { kind: 'address.trust', personId: 'ana', addressId: 'address-ana' },
  'address.lost': { kind: 'address.lost', personId: 'ana', addressId: 'address-ana' },
  audit: { kind: 'audit', personId: 'ana', action: 'staff.close', about: 'case-1', detail: { effect: 'case.close' } },
  alert: { kind: 'alert', personId: 'ana', phrase: 'me pega' },
  'homework.assign': { kind: 'homework.assign', ...STEP },
  'homework.part': {
    kind: 'homework.part',
    ...STEP,
    answer: { type: 'text', text: 'Los hice de lata' },
    raw: 'Los hice de lata',
  },
  'homework.hand-in': { kind: 'homework.hand-in', ...STEP },
  'homework.due': { kind: 'homework.due', ...STEP },
  'attendance.self': { kind: 'attendance.self', personId: 'ana', session: 's1' },
  'application.apply': {
    kind: 'application.apply',
    personId: 'ana',
    programme: 'llera',
    source: 'keyword',
    cohort: 'grupo-a',
  },
  'commitment.set': {
    kind: 'commitment.set',
    ...STEP,
    answer: { type: 'date', date: '2026-03-20' },
    remind: [{ days: -1, at: '18:00' }],
  },
  'commitment.said': { kind: 'commitment.said', personId: 'ana', commitment: 'c1', says: 'done' },
  'staff.files': {
    kind: 'staff.files',
    personId: 'ana',
    operation: 'visit.more',
    input: { visit: 'v1' },
    kinds: ['photo'],
  },
  'session.intention': { kind: 'session.intention', personId: 'ana', session: 's1', says: 'yes' },
  'session.asked': { kind: 'session.asked', personId: 'ana', session: 's1' },
  'survey.ask': {
    kind: 'survey.ask',
    ...STEP,
    survey: 'base',
    wave: 'baseline',
    question: 'personas',
    wording: 'w1',
  },
  'survey.answer': {
    kind: 'survey.answer',
    ...STEP,
    survey: 'base',
    wave: 'baseline',
    question: 'personas',
    wording: 'w1',
    answer: { type: 'refused', how: 'declined' },
  },
  'survey.end': { kind: 'survey.end', ...STEP, survey: 'base', wave: 'baseline' },
  'case.open': { kind: 'case.open', personId: 'ana', topic: 'credito' },
  'case.move': { kind: 'case.move', personId: 'ana', case: 'c0' },
  'case.say': { kind: 'case.say', personId: 'ana', case: 'c0', text: 'no entiendo', shown: [], files: [] },
  'case.answered': { kind: 'case.answered', personId: 'ana', case: 'c0', by: 'marta' },
  'case.end': { kind: 'case.end', personId: 'ana', case: 'c0', by: 'marta' },
  'case.answer': { kind: 'case.answer', personId: 'marta', ...TOWARD, text: 'Mañana voy.', files: [] },
  'case.take': { kind: 'case.take', personId: 'marta', ...TOWARD },
  'case.taken': { kind: 'case.taken', personId: 'ana', case: 'c0', by: 'marta' },
  'case.keep': { kind: 'case.keep', personId: 'ana', case: 'c0', text: 'palabras' },
  'case.note': { kind: 'case.note', personId: 'ana', case: 'c0', learner: 'ana', text: 'La visito.' },
  'case.close': { kind: 'case.close', personId: 'marta', ...TOWARD },
  'staff.tell': { kind: 'staff.tell', personId: 'ana', to: 'marta', lane: 'lane-ana', key: 'staff.sent', vars: {} },
  'certificate.issue': { kind: 'certificate.issue', ...STEP, rule: 'attendance >= 0.8' },
  'certificate.lack': { kind: 'certificate.lack', personId: 'ana', programme: 'rio', parts: ['attendance >= 0.8'] },
};

function database() {
  const db = openDatabase();
  db.person('ana');
  db.db.exec(`insert into cohort (id, workspace, programme, name, starts_on, timezone, created_at) values ('c1', 'main', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0);
    insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('s1', 'c1', 's1', 'Arranque', 0, 1)`);
  return db;
}

const apply = (effects: readonly Effect[], over: Partial<ApplyContext> = {}) =>
  applyEffects(effects, HANDLERS, context(over));

test('rows of every kind fit the schema', () => {
  const db = database();
  const effects = Object.values(EXAMPLES);
  db.write(apply(effects));
  for (const table of [
    'outbox',
    'answer',
    'missed_step',
    'flow_progress',
    'consent',
    'enrolment',
    'tag',
    'task',
    'safeguarding_alert',
    'homework',
    'homework_part',
    'attendance_fact',
    'survey_response',
    'survey_answer',
    'care_case',
    'certificate',
  ]) {
    expect(db.all(`select count(*) as n from ${table}`)[0]!['n'], table).toBeGreaterThan(0);
  }
  expect(db.all('select name from person order by id')).toHaveLength(2);
});

test('the same effects give the same rows', () => {
  expect(apply(Object.values(EXAMPLES))).toEqual(apply(Object.values(EXAMPLES)));
});

test('a group keeps its order, its cause and both forms', () => {
  const db = database();
  db.write(apply([EXAMPLES.send]));
  const rows = db.all('select * from outbox order by seq');
  expect(rows.map((row) => [row['part'], row['question_id'], row['cause'], row['priority'], row['state']])).toEqual([
    [0, null, 7, 0, 'pending'],
    [1, 'q1', 7, 0, 'pending'],
  ]);
  expect(new Set(rows.map((row) => row['group_id'])).size).toBe(1);
  expect(JSON.parse(String(rows[0]!['message'])).sms).toBe('Que bien.');
  expect(JSON.parse(String(rows[0]!['extra']))).toEqual({ zone: 'America/Monterrey' });
});

test('a timer on a question sleeps; one on a moment knows when it is due, in her zone', () => {
  const db = database();
  db.write(apply([EXAMPLES['timer.set']]));
  expect(db.all('select phase, anchor_question, due_at from timer')).toEqual([
    { phase: 'anchor', anchor_question: 'q1', due_at: null },
  ]);
  const timer = { key: 'k', anchor: { at: NOW }, rule: { days: 1, at: '10:00' }, purpose: 'wait' } as const;
  db.write(apply([{ kind: 'timer.set', personId: 'ana', timer }]));
  expect(db.all('select phase, due_at from timer')).toEqual([
    { phase: 'due', due_at: Date.parse('2026-03-03T16:00:00Z') },
  ]);
  db.write(apply([EXAMPLES['timer.cancel']]));
  expect(db.all('select * from timer')).toEqual([]);
});

test('values set in one turn stand beside each other and beside those she had', () => {
  const db = database();
  const set = (path: string, value: string | number) => ({ kind: 'person.set', personId: 'ana', path, value }) as const;
  db.write(
    apply([
      set('person.vende', 'tamales'),
      set('person.precio', 12),
      set('profile.name', 'Ana María'),
      set('profile.language', 'en'),
    ]),
  );
  const [row] = db.all('select * from person where id = ?', 'ana');
  expect(JSON.parse(String(row!['person_values']))).toEqual({ sabe: 1, vende: 'tamales', precio: 12 });
  expect(JSON.parse(String(row!['profile']))).toEqual({ name: 'Ana María', language: 'en' });
  expect([row!['name'], row!['language']]).toEqual(['Ana María', 'en']);
});

test('a newcomer can be named in the turn that meets her', () => {
  const db = database();
  db.write(
    apply([EXAMPLES['person.create'], { kind: 'person.set', personId: 'luz', path: 'profile.name', value: 'Luz' }]),
  );
  expect(db.all('select name, language from person where id = ?', 'luz')).toEqual([{ name: 'Luz', language: 'es-MX' }]);
});

test('a name like __proto__ is a value like any other', () => {
  const db = database();
  db.write(apply([{ kind: 'person.set', personId: 'ana', path: 'person.__proto__', value: 'x' }]));
  expect(db.all('select person_values from person where id = ?', 'ana')[0]!['person_values']).toBe(
    '{"sabe":1,"__proto__":"x"}',
  );
});

test('an opt-out and its confirmation carry the same moment, by which the outbox lets it go', () => {
  const db = database();
  db.write(apply([EXAMPLES['opt-out'], EXAMPLES.send]));
  const [address] = db.all('select opted_out_at, opted_out_by from address');
  expect(address).toEqual({ opted_out_at: NOW, opted_out_by: 'learner' });
  expect(db.all('select distinct created_at from outbox')).toEqual([{ created_at: NOW }]);
});

test('a flow keeps when it was first finished while it is opened again', () => {
  const db = database();
  const at = (state: 'opened' | 'finished', now: number) => apply([{ ...EXAMPLES['flow.progress'], state }], { now });
  db.write([...at('opened', 1), ...at('finished', 2), ...at('opened', 3)]);
  expect(db.all('select opened_at, finished_at from flow_progress')).toEqual([{ opened_at: 3, finished_at: 2 }]);
});

test('enrolment keeps the cohort', () => {
  const db = database();
  db.db.exec(
    `insert into enrolment (person_id, programme, workspace, cohort_id, state, since) values ('ana', 'llera', 'main', 'c1', 'consenting', 0)`,
  );
  db.write(apply([EXAMPLES.enrol]));
  expect(db.all('select cohort_id, state, since from enrolment')).toEqual([
    { cohort_id: 'c1', state: 'active', since: NOW },
  ]);
});

test('the phrase of an alert is written nowhere', () => {
  expect(JSON.stringify(apply([EXAMPLES.alert]))).not.toContain('pega');
});

test('a message to an address of another lane is refused', () => {
  const group = { ...EXAMPLES.send.group, addressId: 'address-of-someone' };
  expect(() => apply([{ kind: 'send', group }])).toThrow('address-of-someone');
});
