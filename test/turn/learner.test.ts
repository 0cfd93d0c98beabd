import { afterEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import { ENROL, MONDAY, PACK, PLAN, TUESDAY } from './pack.ts';
import { Phone } from './phone.ts';

let phone: Phone;
const opened: Phone[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

function open(pack: Readonly<Record<string, string>> = PACK): void {
  phone = new Phone(pack, MONDAY);
  opened.push(phone);
}

/** To the end of the first lesson: joined, consented, one wrong try. */
async function throughLesson(): Promise<void> {
  open();
  await phone.sends('MITIERRA');
  await phone.sends('si');
  await phone.sends('casa');
  await phone.sends('negocio');
}

const photo = (id: string) =>
  ({ kind: 'media', media: [{ kind: 'photo', id, mime: 'image/jpeg' }], caption: 'mis botes' }) as const;

test('from the join word to the first homework', async () => {
  open();
  expect((await phone.sends('mitierra')).join('\n')).toContain('Acepta');
  expect(phone.rows('select state from enrolment')).toEqual([{ state: 'consenting' }]);

  expect((await phone.sends('sí')).join('\n')).toContain('De qu');
  expect(phone.rows('select wording, given, channel from consent')).toEqual([
    { wording: 'permiso-1', given: 1, channel: 'whatsapp-cloud' },
  ]);
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
  expect(await phone.sends(photo('m1'))).toEqual([]);
  expect((await phone.waits(phone.clock.now() + MINUTE)).join('\n')).toMatch(/1 foto.*LISTO/);
  await phone.sends('TAREA uno es de lata y el otro de plastico');
  const [photoRow] = phone.rows(`select inbox_seq, nth from homework_part where kind = 'photo'`);
  expect(phone.rows('select inbox_seq, nth, state, person_id is not null as hers from media')).toEqual([
    { ...photoRow, state: 'pending', hers: 1 },
  ]);
  expect(phone.rows('select kind, text from homework_part order by happened_at')).toEqual([
    { kind: 'photo', text: 'mis botes' },
    { kind: 'text', text: 'uno es de lata y el otro de plastico' },
  ]);
  await phone.sends('listo');
  expect(phone.rows('select state, handed_in_at is not null as complete from homework')).toEqual([
    { state: 'received', complete: 1 },
  ]);
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

test('a photo that waits for "which homework?" is still found by its own message', async () => {
  await throughLesson();
  await phone.sends('SEGUIR'); // case, survey, and a second homework
  for (const text of ['4', '500']) await phone.sends(text);
  expect(phone.rows('select name from homework order by name')).toEqual([{ name: 'botes' }, { name: 'costo' }]);
  expect((await phone.sends(photo('m1'))).join('\n')).toContain('Lo que cuesta');
  expect(phone.rows('select * from homework_part')).toEqual([]);
  await phone.sends('2');
  expect(
    phone.rows(`select h.name, m.ref from homework_part p join homework h on h.id = p.homework_id
      join media m on m.inbox_seq = p.inbox_seq and m.nth = p.nth`),
  ).toEqual([{ name: 'costo', ref: '{"kind":"photo","id":"m1","mime":"image/jpeg"}' }]);
});

test('a check-in step notes the session at hand, closes with its window, and is silent without one', async () => {
  const asks = {
    ...PACK,
    'lessons/cierre.yaml': `
lesson: cierre
title: Cierre
steps:
  - check-in: ¿Ya está en la sesión?
    id: llego
  - ask: ¿Qué aprendió?
    id: aprendi
`,
  };
  const arrive = async (at: number): Promise<string> => {
    open(asks);
    for (const text of ['MITIERRA', 'si', 'negocio']) await phone.sends(text);
    await phone.operate('cohort.new', PLAN);
    await phone.operate('enrol', ENROL);
    await phone.works();
    phone.clock.set(at);
    return (await phone.sends('SEGUIR')).join('\n');
  };
  const present = 'select session_id is not null as it, happened_at from attendance_fact';

  expect(await arrive(TUESDAY)).toContain('Ya está en la sesión');
  expect((await phone.sends('sí')).join('\n')).toContain('Qué aprendió');
  expect(phone.rows(present)).toEqual([{ it: 1, happened_at: phone.clock.now() - 1_000 }]);

  expect(await arrive(TUESDAY)).toContain('Ya está en la sesión');
  expect((await phone.waits(TUESDAY + 4 * HOUR)).join('\n')).toContain('Qué aprendió');
  expect(phone.rows(present)).toEqual([]);

  const without = await arrive(TUESDAY - 4 * HOUR);
  expect(without).toContain('Qué aprendió');
  expect(without).not.toContain('sesión');
});

test('a survey of six asks five at a sitting and the sixth the next day', async () => {
  const six = [1, 2, 3, 4, 5, 6].map((n) => `  - { ask: "¿Pregunta ${n}?", id: p${n}, answer: number }`).join('\n');
  open({ ...PACK, 'surveys/base.yaml': `survey: base\nwave: endline\nsteps:\n${six}\n` });
  for (const text of ['MITIERRA', 'si', 'negocio', 'SEGUIR', '1', '2', '3', '4']) await phone.sends(text);
  expect((await phone.sends('5')).join('\n')).not.toContain('Pregunta');
  expect((await phone.waits(phone.clock.now() + DAY)).join('\n')).toContain('Pregunta 6');
  await phone.sends('6');
  const values = phone.rows('select value from survey_answer order by entered_at').map((row) => row['value']);
  expect(values).toEqual(['1', '2', '3', '4', '5', '6']);
});

test('who says no LISTO has handed in after a quiet day, without a message', async () => {
  await throughLesson();
  await phone.sends(photo('m1'));
  expect(await phone.waits(phone.clock.now() + MINUTE)).toHaveLength(1);
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
  await phone.operate('cohort.new', PLAN);
  await phone.operate('enrol', ENROL);
  await phone.works();
  expect(phone.rows('select state, cohort_id is not null as placed from enrolment')).toEqual([
    { state: 'active', placed: 1 },
  ]);
  phone.clock.set(TUESDAY);
  const facts = { programme: 'llera', words: ['COLIBRI'] };
  await phone.operate('programme.pack-facts.keep', { packs: [facts] });
  const session = String(phone.rows('select id from session')[0]!['id']);
  await phone.operate('session.prepare', { session, workspace: 'main' });
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
  expect(phone.rows('select number, topic, state from care_case')).toEqual([
    { number: 1, topic: 'Crédito', state: 'open' },
  ]);
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
  expect(phone.rows('select programme, rule from certificate')).toEqual([
    { programme: 'llera', rule: 'count.homework.submitted >= 1' },
  ]);
});
