import { afterEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { EMPTY_CONVERSATION } from '../../src/conversation/state.ts';
import type { ClaimedItem, LoadedLane } from '../../src/store/port.ts';
import { Phone, thinkOver } from './phone.ts';

const MONDAY = Date.parse('2026-03-02T16:00:00Z'); // 10:00 in Monterrey

const PACK = {
  'programme.yaml': `
programme: llera
title: Negocio de mi tierra
languages: [es-MX]
timezone: America/Monterrey
join: MITIERRA
consent: permiso-1
modules: [{ title: Dinero, lessons: [dos-botes, cierre] }]
sessions:
  - { id: s1, title: Arranque, week: 1, day: tue, at: "16:00", minutes: 120 }
words: [COLIBRI]
certificate: count.homework.submitted >= 1
`,
  'lessons/dos-botes.yaml': `
lesson: dos-botes
title: Dos botes
steps:
  - say: Hoy, dos botes.
  - quiz: ¿De qué bote sale el maíz?
    id: maiz
    options: [NEGOCIO, CASA]
    correct: NEGOCIO
    attempts: 2
    right: ¡Eso es!
    wrong: Piénselo otra vez.
  - homework: botes
`,
  'homework/botes.yaml': `
homework: botes
title: Sus dos botes
ask: Mande una foto de sus botes.
accept: [photo, text, voice]
due: 3 days at 20:00
remind: [1 day before at 18:00]
`,
  'lessons/cierre.yaml': `
lesson: cierre
title: Cierre
steps:
  - handoff: Crédito
    promise: Rosa le llama mañana.
  - survey: base
    id: encuesta
  - certificate: Ya tiene su constancia.
    explain: Le falta su tarea.
`,
  'surveys/base.yaml': `
survey: base
wave: endline
steps:
  - { ask: ¿Cuántas personas comen de su negocio?, id: personas, answer: number }
  - { ask: ¿Cuánto le quedó?, id: ganancia, answer: money }
`,
};

let phone: Phone;
afterEach(() => phone?.close());

/** To the end of the first lesson: joined, consented, one wrong try. */
async function throughLesson(): Promise<void> {
  phone = new Phone(PACK, MONDAY);
  await phone.sends('MITIERRA');
  await phone.sends('si');
  await phone.sends('casa');
  await phone.sends('negocio');
}

const photo = (id: string) => ({ kind: 'media', media: [{ kind: 'photo', id, mime: 'image/jpeg' }], caption: 'mis botes' }) as const;

test('from the join word to the first homework', async () => {
  phone = new Phone(PACK, MONDAY);
  expect((await phone.sends('mitierra')).join('\n')).toContain('Acepta');
  expect(phone.rows('select state from enrolment')).toEqual([{ state: 'consenting' }]);

  expect((await phone.sends('sí')).join('\n')).toContain('De qu');
  expect(phone.rows('select wording, given, channel from consent')).toEqual([{ wording: 'permiso-1', given: 1, channel: 'whatsapp-cloud' }]);
  expect(phone.rows('select state from enrolment')).toEqual([{ state: 'active' }]);

  expect((await phone.sends('casa')).join('\n')).toContain('otra vez');
  const said = (await phone.sends('1')).join('\n');
  expect(said).toContain('Eso es');
  expect(said).toContain('foto de sus botes');
  expect(phone.rows(`select plain, correct, attempt from answer where step = 'maiz' order by entered_at`)).toEqual([
    { plain: '"CASA"', correct: 0, attempt: 1 },
    { plain: '"NEGOCIO"', correct: 1, attempt: 2 },
  ]);
  expect(phone.rows('select name, state from homework')).toEqual([{ name: 'botes', state: 'assigned' }]);
  expect(phone.rows(`select count(*) as n from outbox where kind <> 'reply'`)).toEqual([{ n: 0 }]);
});

test('homework in parts: each is received, the bytes are fetched later, LISTO hands it in', async () => {
  await throughLesson();
  expect((await phone.sends(photo('m1'))).join('\n')).toContain('LISTO');
  await phone.sends('TAREA uno es de lata y el otro de plastico');
  const [photoRow] = phone.rows(`select inbox_seq, nth from homework_part where kind = 'photo'`);
  expect(phone.rows('select inbox_seq, nth, state, person_id is not null as hers from media')).toEqual([{ ...photoRow, state: 'pending', hers: 1 }]);
  expect(phone.rows('select kind, text from homework_part order by happened_at')).toEqual([
    { kind: 'photo', text: 'mis botes' },
    { kind: 'text', text: 'uno es de lata y el otro de plastico' },
  ]);
  await phone.sends('listo');
  expect(phone.rows('select state, handed_in_at is not null as complete from homework')).toEqual([{ state: 'received', complete: 1 }]);
});

test('text in the same breath as a text part is a part too', async () => {
  await throughLesson();
  await phone.sends('Uno es de lata para el negocio');
  await phone.sends('y el otro de plastico para la casa');
  expect(phone.rows('select text from homework_part order by happened_at').map((row) => row['text'])).toEqual([
    'Uno es de lata para el negocio',
    'y el otro de plastico para la casa',
  ]);
});

test('who says no LISTO has handed in after a quiet day, without a message', async () => {
  await throughLesson();
  await phone.sends(photo('m1'));
  expect(await phone.waits(MONDAY + 26 * HOUR)).toEqual([]);
  expect(phone.rows('select handed_in_at is not null as complete from homework')).toEqual([{ complete: 1 }]);
});

test('she is reminded once, the evening before it is due, and its due date is noted', async () => {
  await throughLesson();
  expect(phone.rows(`select phase from timer where state = 0`).length).toBeGreaterThan(0);
  const said = await phone.waits(Date.parse('2026-03-04T23:59:00Z'));
  expect(said).toEqual([]);
  expect((await phone.waits(Date.parse('2026-03-05T00:00:00Z'))).join('\n')).toContain('foto de sus botes');
  expect(phone.rows(`select kind from outbox order by seq desc limit 1`)).toEqual([{ kind: 'reminder' }]);
  expect(await phone.waits(MONDAY + 6 * DAY)).toEqual([]);
  expect(phone.rows('select due_at from homework')).toEqual([{ due_at: Date.parse('2026-03-06T02:00:00Z') }]);
});

test('the check-in word of her session is noted with the time she sent it', async () => {
  await throughLesson();
  const plan = { programme: 'llera', timezone: 'America/Monterrey', sessions: [{ id: 's1', title: 'Arranque', week: 1, day: 'tue', at: '16:00', minutes: 120 }], words: ['COLIBRI'] };
  await phone.operate('cohort.new', { ...plan, name: 'grupo-a', startsOn: '2026-03-02' });
  await phone.operate('enrol', { programme: 'llera', cohort: 'grupo-a', name: 'Ana', phone: '+528341234567', channel: 'whatsapp-cloud', ourNumber: '100' });
  await phone.works();
  expect(phone.rows('select state, cohort_id is not null as placed from enrolment')).toEqual([{ state: 'active', placed: 1 }]);
  phone.clock.set(Date.parse('2026-03-03T22:10:00Z'));
  expect((await phone.sends('colibrí')).join('\n')).toContain('Arranque');
  expect(phone.rows('select method, happened_at, sent_by from attendance_fact')).toEqual([
    { method: 'self', happened_at: phone.clock.now() - 1_000, sent_by: 'provider' },
  ]);
});

test('a case, a survey with a refusal, and no certificate before the homework', async () => {
  await throughLesson();
  const said = (await phone.sends('SEGUIR')).join('\n');
  expect(said).toContain('Rosa le llama');
  expect(said).toContain('personas comen');
  await phone.sends('4');
  expect((await phone.sends('prefiero no decir')).join('\n')).toContain('Le falta su tarea');
  expect(phone.rows('select number, topic, state from care_case')).toEqual([{ number: 1, topic: 'Crédito', state: 'open' }]);
  expect(phone.rows('select survey, wave, step, value, missing from survey_answer order by entered_at')).toEqual([
    { survey: 'base', wave: 'endline', step: 'personas', value: '4', missing: null },
    { survey: 'base', wave: 'endline', step: 'ganancia', value: null, missing: 'refused' },
  ]);
  expect(phone.rows('select * from certificate')).toEqual([]);
});

test('with the homework in, the certificate is issued', async () => {
  await throughLesson();
  await phone.sends(photo('m1'));
  for (const text of ['SEGUIR', '4']) await phone.sends(text);
  expect((await phone.sends('500')).join('\n')).toContain('constancia');
  expect(phone.rows('select programme, rule from certificate')).toEqual([{ programme: 'llera', rule: 'count.homework.submitted >= 1' }]);
});

// ---- the pure function itself ------------------------------------------------------------------------------------------

const LANE: LoadedLane = {
  laneId: 'lane',
  workspace: 'main',
  state: '{}',
  addresses: [{ id: 'a', channel: 'twilio-sms', our_number: '+52', raw: '+521', opted_out_at: null, opted_out_by: null, last_inbound_at: 1, simulated: 0 }],
  persons: [],
};
const ANA = { id: 'ana', name: 'Ana', language: null, person_values: '{}', profile: '{}', conversation: null, schema: 0, address_ids: ['a'], facts: {} };

const message = (text: string): ClaimedItem => ({
  from: 'inbox',
  id: '1',
  addressId: 'a',
  arrivedAt: MONDAY,
  inbound: {
    our: { channel: 'twilio-sms', number: '+52' },
    providerId: 'm1',
    sender: { raw: '+521' },
    sentAt: MONDAY,
    sentBy: 'arrival',
    content: { kind: 'text', text },
  },
});

test('thought twice, it is the same thought; another row or seed draws other ids', () => {
  const think = thinkOver(PACK);
  const once = think(LANE, message('MITIERRA'), { now: MONDAY, seed: 's' });
  expect(think(LANE, message('MITIERRA'), { now: MONDAY, seed: 's' })).toEqual(once);
  expect(once.rows.map((row) => row.table)).toContain('outbox');
  const ids = (seed: string, id: string) =>
    think(LANE, { ...message('MITIERRA'), id } as ClaimedItem, { now: MONDAY, seed }).rows.map((row) => ('values' in row ? row.values['id'] : undefined));
  expect(ids('s', '2')).not.toEqual(ids('s', '1'));
  expect(ids('t', '1')).not.toEqual(ids('s', '1'));
});

const anchored = (request: object): ClaimedItem => ({
  from: 'timer',
  id: 't1',
  personId: 'ana',
  key: 'k',
  request: JSON.stringify({ key: 'k', anchor: { question: 'q1' }, ...request }),
  phase: 'anchor',
  anchoredAt: MONDAY,
  dueAt: MONDAY,
});

test('a timer whose anchor is known is read in the zone of her programme, and no conversation is touched', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [{ ...ANA, conversation: JSON.stringify(EMPTY_CONVERSATION), schema: 1 }] };
  const thought = think(lane, anchored({ rule: { days: 1, at: '18:00' }, purpose: 'due' }), { now: MONDAY + 5, seed: 's' });
  expect(thought).toMatchObject({ did: 'anchored', conversations: [] });
  expect(thought.rows).toMatchObject([
    { op: 'upsert', table: 'timer', key: ['person_id', 'key'], values: { phase: 'due', state: 0, anchored_at: MONDAY, due_at: Date.parse('2026-03-04T00:00:00Z') } },
  ]);
});

test('a reminder that would come before its question does not come', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [ANA] };
  const thought = think(lane, anchored({ rule: { days: 0, at: '08:00' }, purpose: 'remind' }), { now: MONDAY, seed: 's' });
  expect(thought).toEqual({ conversations: [], rows: [], did: 'past' });
});

test('a photo from a phone that two share is fetched though nobody knows yet whose it is', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [ANA, { ...ANA, id: 'luz', name: 'Luz' }] };
  const item = message('') as Extract<ClaimedItem, { from: 'inbox' }>;
  const content = { kind: 'media', media: [{ kind: 'photo', url: 'https://x/1' }, { kind: 'sticker', url: 'https://x/2' }] } as const;
  const thought = think(lane, { ...item, inbound: { ...item.inbound, content } }, { now: MONDAY, seed: 's' });
  expect(thought.rows.filter((row) => row.table === 'media')).toMatchObject([{ values: { person_id: null, nth: 0, kind: 'photo', inbox_seq: 1 } }]);
});
