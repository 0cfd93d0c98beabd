import { afterEach, beforeEach, expect, test } from 'vitest';
import { runShell } from '../../src/assemble/shell.ts';
import { DAY, HOUR } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, screen } from './house.ts';
import { at, plain, takeLesson } from './lesson.ts';

/** What comes to her without a word of hers goes by one rule: her rests, the team's and the calendar's, and her day's limit. */
let house: House;
let ana: Phone;
let from: number;
beforeEach(async () => {
  house = await House.open();
  ana = await house.seat('twilio-sms', '528341000010', { name: 'Ana', lesson: 'dos-botes' });
});
afterEach(() => house.close());

async function recado(...words: readonly string[]): Promise<string> {
  const { said } = await runShell(words, async () => house.app);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

async function says(phone: Phone, ...said: Parameters<Phone['sends']>[0][]): Promise<string> {
  const before = phone.inbox.length;
  for (const one of said) {
    phone.sends(one);
    await house.settle();
  }
  return plain(screen(phone, before).join('\n'));
}

async function event(name: string, payload: object): Promise<void> {
  house.run(
    "insert into event (lane_id, person_id, name, payload, at) select lane_id, id, ?, ?, ? from person where name = 'Ana'",
    name,
    JSON.stringify(payload),
    house.clock.now(),
  );
  house.app.inbox.wake();
  await house.settle();
}

const until = async (time: string) => {
  await house.time.until(at(time));
  await house.settle();
};
const heard = () => plain(screen(ana, from).join('\n'));

const CERTIFICATE = ['certificate.ready', { number: 'LLERA-2026-0001', code: 'AAAAA-BBBBB' }] as const;
const DELIVERY = ['delivery.ask', { delivery: 'd1', items: '2 ollas' }] as const;
const VISIT = (day: string) =>
  ['visit.told', { what: 'planned', kind: 'home', at: at(`${day}T10:00`), by: 'Elena' }] as const;

/** The team lets her rest from Tuesday the 3rd to Friday the 6th; by her last word she is not talking any more. */
async function rests(): Promise<void> {
  await until('2026-03-02T15:00');
  await recado('pause', 'Ana', '--from', '2026-03-03', '--to', '2026-03-06', '--why', 'duelo');
  await until('2026-03-03T12:00');
  from = ana.inbox.length;
}

test('nothing of it comes in a rest of hers; then it does, each once, and what is past by then does not', async () => {
  await rests();
  await event(...CERTIFICATE);
  await event(...DELIVERY);
  await event(...VISIT('2026-03-05'));
  await event(...VISIT('2026-03-09'));
  await until('2026-03-06T19:00');
  expect(heard()).toBe('');
  await until('2026-03-08T12:00');
  expect(heard().match(/LLERA-2026-0001/g)).toHaveLength(1);
  expect(heard().match(/2 ollas/g)).toHaveLength(1);
  expect(heard()).toContain('lunes 9 de marzo');
  expect(heard()).not.toContain('5 de marzo');
});

test('if she writes meanwhile she reads it then, and not again', async () => {
  await rests();
  await event(...CERTIFICATE);
  expect(await says(ana, 'hola')).toContain('LLERA-2026-0001');
  await until('2026-03-08T12:00');
  expect(heard().match(/LLERA-2026-0001/g)).toHaveLength(1);
});

test('what was brought and is taken back meanwhile is not asked about', async () => {
  await rests();
  await event(...DELIVERY);
  await event('delivery.off', { delivery: 'd1' });
  await until('2026-03-08T12:00');
  expect(heard()).not.toContain('2 ollas');
});

test('a day that is full leaves it to the next, and says why', async () => {
  await until('2026-03-02T15:00');
  from = ana.inbox.length;
  await event(...VISIT('2026-03-07'));
  await event(...VISIT('2026-03-08'));
  expect(screen(ana, from)).toHaveLength(2);
  await event(...CERTIFICATE);
  await event(...DELIVERY);
  await until('2026-03-02T19:00');
  expect(screen(ana, from)).toHaveLength(2);
  expect(house.rows("select count(*) as n from outbox where why = 'daily-limit-later'")).toEqual([{ n: 2 }]);
  await until('2026-03-04T19:00');
  expect(heard().match(/LLERA-2026-0001/g)).toHaveLength(1);
  expect(heard().match(/2 ollas/g)).toHaveLength(1);
});

test('what a reviewer says of her homework waits for the end of a rest that the team gave her', async () => {
  await takeLesson(house, ana);
  await says(ana, 'puse 300 en uno y 200 en otro', 'listo');
  await rests();
  await event('homework.reviewed', { flow: 'botes', verdict: 'done', by: 'Marta', words: 'Muy claro' });
  await until('2026-03-06T19:00');
  expect(heard()).toBe('');
  await until('2026-03-08T12:00');
  expect(heard().match(/Muy claro/g)).toHaveLength(1);
});

test('who plans a visit reads that she will hear of it, not that she has, and that somebody rests', async () => {
  await recado('staff', 'add', 'Elena', '--role', 'counsellor', '--phone', '+528341000090', '--channel', 'twilio-sms');
  const elena = house.emulator.phone('528341000090', 'twilio-sms', { name: 'Elena' });
  await recado('staff', 'add', 'Rosa', '--role', 'focal', '--phone', '+528341000092', '--channel', 'twilio-sms');
  await house.seat('twilio-sms', '528341000011', { name: 'Luz', lesson: 'dos-botes' });
  await says(elena, 'hola');
  const before = plain(await says(elena, 'VISITA Ana jueves 10am'));
  expect(before).toContain('Ana lo recibira en cuanto se pueda');
  await says(ana, 'me pega mi marido');
  from = ana.inbox.length;
  // Word for word the same while the focal point has her, with whom nothing of the programme comes between.
  const meanwhile = await says(elena, 'VISITA Ana viernes 10am');
  expect(meanwhile.replace(/\d/g, '')).toBe(before.replace('jueves', 'viernes').replace(/\d/g, ''));
  await house.time.until(house.clock.now() + HOUR);
  expect(screen(ana, from)).toEqual([]);
  await recado('pause', 'Luz', '--to', '2026-03-06', '--why', 'duelo');
  expect(await says(elena, 'VISITA Luz jueves 10am')).toContain('Luz descansa estos dias');
  await house.time.until(house.clock.now() + DAY);
});

const CANCELLED = (day: string) =>
  [
    'session.changed',
    { session: 's', kind: 'cancelled', title: 'Arranque', starts: at(`${day}T16:00`), why: '' },
  ] as const;

/** A full day, and she is not talking any more. */
async function fullDay(): Promise<void> {
  await until('2026-03-02T15:00');
  await event(...VISIT('2026-03-07'));
  await event(...VISIT('2026-03-08'));
  from = ana.inbox.length;
}

/** Ana stands in a cohort with one session. */
function sessionOn(day: string): void {
  const moment = at(`${day}T16:00`);
  house.run(
    "insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)",
  );
  house.run("update enrolment set cohort_id = 'c'");
  house.run("insert into roster (cohort_id, person_id, number, since) select 'c', person_id, 1, 0 from enrolment");
  house.run(
    "insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('s', 'c', 's1', 'Arranque', ?, ?)",
    moment,
    moment + HOUR,
  );
}
const NEWS = (kind: 'moved' | 'added', day: string) =>
  ['session.changed', { session: 's', kind, title: 'Arranque', starts: at(`${day}T16:00`), why: '' }] as const;

test('a photo that was lost is asked for again after her rest, or on a day that has room', async () => {
  await rests();
  await event('media.refused', { kind: 'photo', reason: 'damaged' });
  await until('2026-03-06T19:00');
  expect(heard()).toBe('');
  await until('2026-03-08T12:00');
  expect(heard().match(/Su foto no nos llego bien/g)).toHaveLength(1);
});

test('a photo that was lost on a day that is full is asked for on the next', async () => {
  await fullDay();
  await event('media.refused', { kind: 'photo', reason: 'damaged' });
  await until('2026-03-02T19:00');
  expect(heard()).toBe('');
  expect(house.rows("select count(*) as n from outbox where why = 'daily-limit-later'")).toEqual([{ n: 1 }]);
  await until('2026-03-04T19:00');
  expect(heard().match(/Su foto no nos llego bien/g)).toHaveLength(1);
});

test('no day is too full for a session that is moved or cancelled: nobody is to stand before a closed door', async () => {
  sessionOn('2026-03-04');
  await fullDay();
  await event(...CANCELLED('2026-03-09'));
  expect(heard()).toContain('Arranque');
  from = ana.inbox.length;
  await event(...NEWS('moved', '2026-03-04'));
  expect(heard()).toContain('4 de marzo');
});

test('one that is added waits for a day with room, unless it is soon', async () => {
  sessionOn('2026-03-12');
  await fullDay();
  await event(...NEWS('added', '2026-03-12'));
  expect(heard()).toBe('');
  await until('2026-03-03T12:00');
  expect(heard().match(/12 de marzo/g)).toHaveLength(1);
});

test('one that is added for tomorrow is told on a full day', async () => {
  sessionOn('2026-03-03');
  await fullDay();
  await event(...NEWS('added', '2026-03-03'));
  expect(heard()).toContain('3 de marzo');
});

test('what becomes of a session while she rests is told at the end of it, if that is still to come', async () => {
  await rests();
  await event(...CANCELLED('2026-03-05'));
  await event(...CANCELLED('2026-03-11'));
  await event(...CANCELLED('2026-03-10'));
  await until('2026-03-06T19:00');
  expect(heard()).toBe('');
  await until('2026-03-08T12:00');
  expect(heard().match(/Arranque/g)).toHaveLength(1);
  expect(heard()).toContain('10 de marzo');
});

test('a broadcast leaves room for what was put off to that day', async () => {
  await takeLesson(house, ana);
  await says(ana, 'puse 300 en uno y 200 en otro', 'listo');
  await fullDay();
  await event(...CERTIFICATE);
  await until('2026-03-03T09:30');
  await event(...VISIT('2026-03-09'));
  const said = await recado('broadcast', 'preview', '--text', 'Aviso de prueba');
  const [, id] = /send (\S+)/.exec(said) ?? [];
  const [, code] = /--code (\S+)/.exec(said) ?? [];
  await recado('broadcast', 'send', id!, '--code', code!);
  await until('2026-03-03T19:00');
  expect(heard()).toContain('LLERA-2026-0001');
  expect(heard()).not.toContain('Aviso de prueba');
  await until('2026-03-04T19:00');
  expect(heard()).toContain('Aviso de prueba');
});
