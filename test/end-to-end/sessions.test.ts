import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { playTranscripts } from '../../src/assemble/play.ts';
import { runShell } from '../../src/assemble/shell.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { localTime } from '../../src/domain/time.ts';
import { segmentsOf } from '../../src/text/segments.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, LOCALES, screen } from './house.ts';
import { plain as unaccented } from './lesson.ts';

const FLOWS = join(import.meta.dirname, 'flows-sessions');
const { transcripts: _, ...PACKS } = readAll({ flows: FLOWS, locales: LOCALES });
const at = (local: string) => Date.parse(`${local}:00-06:00`);

/** Without accents, ñ as one letter. */
const plain = (text: string) => unaccented(text).normalize('NFC');

let house: House;
beforeEach(async () => {
  house = await House.open({ packs: PACKS });
});
afterEach(() => house.close());

async function recado(...words: readonly string[]): Promise<string> {
  const { said } = await runShell(words, async () => house.app);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

async function says(phone: Phone, ...texts: readonly string[]): Promise<string> {
  const from = phone.inbox.length;
  for (const text of texts) {
    phone.sends(text);
    await house.settle();
  }
  return plain(screen(phone, from).join('\n'));
}

/** Everything that falls due until then happens; what came to that phone meanwhile. */
async function until(moment: number, ...phones: readonly Phone[]): Promise<string[]> {
  const from = phones.map((phone) => phone.inbox.length);
  await house.time.until(moment);
  await house.settle();
  return phones.map((phone, i) => plain(screen(phone, from[i]).join('\n')));
}

const COUNTRY = { 'es-MX': '1', 'es-BO': '2', 'es-ES': '3' } as const;

/** Somebody who takes part: she wrote the word, chose her language, and stands in the cohort. */
async function woman(name: string, number: string, language: keyof typeof COUNTRY = 'es-MX'): Promise<Phone> {
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'FERIA', COUNTRY[language]);
  house.run(
    'update person set name = ? where id = (select id from person order by created_at desc, id desc limit 1)',
    name,
  );
  await recado('enrol', name, '--phone', `+${number}`, '--cohort', 'grupo-a', '--channel', 'twilio-sms');
  return phone;
}

async function staff(role: string, name: string, number: string): Promise<Phone> {
  await recado('staff', 'add', name, '--role', role, '--phone', `+${number}`, '--channel', 'twilio-sms');
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'hola');
  return phone;
}

const begin = (name = 'grupo-a', starts = '2026-03-02') =>
  recado('cohort', 'new', 'feria', '--name', name, '--starts', starts);
const report = async (...more: string[]) =>
  JSON.parse(await recado('report', 'events', '--format', 'json', ...more)) as {
    tables: { id: string; columns: { id: string }[]; rows: unknown[] }[];
  };

test('sessions moved, cancelled and taken back, and an event, word by word', async () => {
  const played: string[] = [];
  await playTranscripts({ flows: FLOWS, locales: LOCALES }, [], ({ path, differences }) =>
    played.push(path, ...differences.map(({ line, says: told }) => `${line} ${told}`)),
  );
  expect(played).toEqual([
    'feria/transcripts/evento.whatsapp.txt',
    'feria/transcripts/sesion-cancelar.whatsapp.txt',
    'feria/transcripts/sesion-deshacer.sms.txt',
    'feria/transcripts/sesion-mover.sms.txt',
  ]);
});

describe('who hears of a change', () => {
  test('moved by night and again before anybody woke: one message in the morning, with what holds', async () => {
    await begin();
    const ana = await woman('Ana', '528341000010');
    const marta = await staff('coordinator', 'Marta', '528341000090');
    await until(at('2026-03-08T21:00'));
    await says(marta, 'SESION s2 MOVER jueves 5pm');
    await until(at('2026-03-08T21:30'));
    expect(house.rows(`select state from outbox where thread_id like 'session:%' and state = 'pending'`)).toHaveLength(
      1,
    );
    await says(marta, 'SESION s2 MOVER viernes 13 6pm');
    const [said] = await until(at('2026-03-09T12:00'), ana);
    expect(said!.match(/cambio/g)).toHaveLength(1);
    expect(said).toContain('viernes 13 de marzo a las 6 de la tarde');
    expect(house.rows(`select state, why from outbox where thread_id like 'session:%' and why is not null`)).toEqual([
      { state: 'dropped', why: 'session-changed' },
    ]);
  });

  test('what is so near that the night would swallow the news is said to whoever changes it', async () => {
    await begin();
    await woman('Ana', '528341000010');
    const marta = await staff('coordinator', 'Marta', '528341000090');
    await until(at('2026-03-08T22:00'));
    expect(await says(marta, 'SESION s2 MOVER mañana a las 8 de la mañana')).toContain('Llameles');
  });

  test('a day named in another language than her own counts: SESSION s2 MOVE wednesday from a Spanish phone', async () => {
    await begin();
    const marta = await staff('coordinator', 'Marta', '528341000090');
    await until(at('2026-03-07T12:00'));
    expect(await says(marta, 'SESSION s2 MOVE wednesday 5pm')).toContain('miercoles');
  });

  test('each group and cohort its own: a copy moves alone, and only its people hear of it', async () => {
    await begin();
    const ana = await woman('Ana', '528341000010');
    const luz = await woman('Luz', '528341000020');
    await recado('unit', 'new', 'group', 'sabado', '--cohort', 'grupo-a');
    await recado('unit', 'place', 'group', 'sabado', '--people', 'Luz');
    expect(await recado('session', 'copy', 'sabado', '--cohort', 'grupo-a')).toContain('s1, s2');
    expect(await recado('session', 'copy', 'sabado', '--cohort', 'grupo-a')).toContain('already');
    const expected = () =>
      house.rows(`select s.plan_id, s.group_id is not null as own, count(*) as n from expected x join session s on s.id = x.session_id
        group by s.id order by 1, 2`);
    expect(expected()).toEqual([
      { plan_id: 's1', own: 0, n: 1 },
      { plan_id: 's1', own: 1, n: 1 },
      { plan_id: 's2', own: 0, n: 1 },
      { plan_id: 's2', own: 1, n: 1 },
    ]);
    const marta = await staff('coordinator', 'Marta', '528341000090');
    expect(await says(marta, 'SESION s2 MOVER sabado 10am')).toContain('Hay mas de una s2');
    expect(await says(marta, 'SESION s2 sabado MOVER domingo 10am')).toContain('domingo 8 de marzo');
    const [hers, other] = await until(house.clock.now() + 10 * MINUTE, luz, ana);
    expect(hers).toContain('domingo 8 de marzo a las 10 de la mañana');
    expect(other).toBe('');
  });

  test('somebody who steers another group moves nothing here', async () => {
    await begin();
    await begin('grupo-b');
    const julia = await staff('facilitator', 'Julia', '528341000091');
    await recado('staff', 'scope', 'Julia', '--cohort', 'grupo-b');
    expect(await says(julia, 'SESION s2 grupo-a CANCELAR')).toContain('No encuentro la sesion s2');
    expect(house.count('session where cancelled_at is not null')).toBe(0);
  });

  test('cancelled sessions leave every denominator, and come back into it', async () => {
    await begin();
    await woman('Ana', '528341000010');
    expect(house.count('expected')).toBe(2);
    await recado('session', 'cancel', 's1', '--why', 'lluvia');
    expect(house.count('expected')).toBe(1);
    await recado('session', 'restore', 's1');
    expect(house.count('expected')).toBe(2);
  });
});

describe('the word of the day', () => {
  test('A4: is drawn an hour before, told with the roster in two SMS, and differs between cohorts that meet', async () => {
    await begin();
    await begin('grupo-b');
    for (let i = 1; i <= 40; i++) {
      const id = `p${String(i).padStart(2, '0')}`;
      house.run(`insert into lane (id, created_at) values (?, 0)`, `l-${id}`);
      house.run(
        `insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)`,
        id,
        `l-${id}`,
        `Guadalupe${i} López`,
      );
      house.run(
        `insert into roster (cohort_id, person_id, number, since) select id, ?, ?, 0 from cohort where name = 'grupo-a'`,
        id,
        i,
      );
    }
    const julia = await staff('facilitator', 'Julia', '528341000091');
    await until(at('2026-03-03T14:55'));
    expect(house.count('session where word is not null')).toBe(0);
    const [said] = await until(at('2026-03-03T15:05'), julia);
    const words = house.rows(`select word from session where plan_id = 's1'`).map(({ word }) => String(word));
    expect(new Set(words).size).toBe(2);
    expect(said).toContain(words[0]);
    expect(said).toMatch(/1 Guadalupe1, 2 Guadalupe2.* y \d+ mas/);
    const sms = julia.inbox.map(({ text }) => text).find((text) => text.includes('Guadalupe1'))!;
    expect(segmentsOf(plain(sms)).segments).toBeLessThanOrEqual(2);
  });

  test('A4: a session that was moved away is not prepared at its old hour', async () => {
    await begin();
    await woman('Ana', '528341000010');
    const julia = await staff('facilitator', 'Julia', '528341000091');
    await recado('session', 'move', 's1', '--day', '2026-03-05', '--at', '17:00');
    const [early] = await until(at('2026-03-05T15:30'), julia);
    expect(early).toBe('');
    const [said] = await until(at('2026-03-05T16:30'), julia);
    expect(said).toContain('Palabra: ');
  });

  test('printed ahead for those who ask for it, the word stays the same', async () => {
    await begin();
    await woman('Ana', '528341000010');
    const said = await recado('session', 'words', 'grupo-a');
    const [, word] = /s1 {2}(\w+)/.exec(said)!;
    const julia = await staff('facilitator', 'Julia', '528341000091');
    const [told] = await until(at('2026-03-03T15:30'), julia);
    expect(told).toContain(`Palabra: ${word}`);
  });
});

describe('events', () => {
  test('C3: seats, sign-up by reply, a waiting list, and a seat that is given back goes to whoever waited longest', async () => {
    await begin();
    const [ana, luz, eva, rosa] = [
      await woman('Ana', '528341000010'),
      await woman('Luz', '528341000020'),
      await woman('Eva', '528341000030'),
      await woman('Rosa', '528341000040'),
    ];
    const invited = await until(at('2026-03-13T10:30'), ana, luz, eva, rosa);
    for (const said of invited) {
      expect(said.match(/invitamos/g)).toHaveLength(1);
      expect(said).toContain('Programa: Recorrido');
    }
    expect(await says(ana, 'voy')).toContain('Su lugar');
    expect(await says(luz, 'si voy')).toContain('Su lugar');
    expect(await says(eva, 'voy')).toContain('lista de espera');
    expect(await says(rosa, 'voy')).toContain('lista de espera');
    expect(house.count(`expected x join session s on s.id = x.session_id where s.kind = 'event'`)).toBe(2);
    const from = eva.inbox.length;
    expect(await says(ana, 'ya no puedo')).toContain('Gracias por avisar');
    expect(plain(screen(eva, from).join())).toContain('Se desocupo un lugar');
    expect(
      house.rows(`select p.name, u.state from sign_up u join person p on p.id = u.person_id order by p.name`),
    ).toEqual([
      { name: 'Ana', state: 'out' },
      { name: 'Eva', state: 'in' },
      { name: 'Luz', state: 'in' },
      { name: 'Rosa', state: 'waiting' },
    ]);
    // More seats: Rosa comes in too.
    const before = rosa.inbox.length;
    await recado('session', 'set', 's3', '--capacity', '3');
    expect(plain(screen(rosa, before).join())).toContain('Se desocupo un lugar');
    // Whoever came, signed up or not, was asked once.
    await until(at('2026-03-17T23:00'));
    expect(house.count(`outbox where message like '%invitamos%' and state = 'delivered'`)).toBe(4);
  });

  test('C3: whoever joins after the invitations went is asked too, the next day', async () => {
    await begin();
    await until(at('2026-03-13T12:00'));
    const ana = await woman('Ana', '528341000010');
    const [said] = await until(at('2026-03-14T12:00'), ana);
    expect(said).toContain('La invitamos a');
  });

  test('L5: agenda, reminder at her own clock, check-in and three questions, in Mexico, Bolivia and Spain', async () => {
    await begin();
    const zones = { 'es-MX': 'America/Monterrey', 'es-BO': 'America/La_Paz', 'es-ES': 'Europe/Madrid' } as const;
    const phones: [keyof typeof zones, Phone][] = [];
    for (const [i, language] of (Object.keys(zones) as (keyof typeof zones)[]).entries()) {
      const name = `Ana${i}`;
      phones.push([language, await woman(name, `52834100001${i}`, language)]);
      await recado('unit', 'new', 'site', `sitio-${i}`, '--timezone', zones[language]);
      await recado('unit', 'place', 'site', `sitio-${i}`, '--people', name);
    }
    await recado('session', 'set', 's3', '--capacity', '10');
    await until(at('2026-03-14T09:00'));
    for (const [, phone] of phones) expect(await says(phone, 'voy')).toContain('Su lugar');
    const from = phones.map(([, phone]) => phone.inbox.length);
    await until(at('2026-03-18T09:00'));
    const hours = { 'es-MX': '10 de la mañana', 'es-BO': '12 del dia', 'es-ES': '5 de la tarde' };
    for (const [i, [language, phone]] of phones.entries()) {
      const reminded = phone.inbox.slice(from[i]).filter(({ text }) => plain(text).includes('Le recordamos "Visita'));
      expect(reminded).toHaveLength(1);
      expect(plain(reminded[0]!.text)).toContain(hours[language]);
      expect(plain(reminded[0]!.text)).toContain('Programa: Recorrido');
      expect(localTime(reminded[0]!.at, zones[language])).toMatch(/^18:0/);
    }
    await until(at('2026-03-18T10:05'));
    const word = String(house.rows(`select word from session where kind = 'event'`)[0]!['word']);
    for (const [, phone] of phones) expect(await says(phone, word)).toContain('Anotamos su asistencia');
    const after = phones.map(([, phone]) => phone.inbox.length);
    await until(at('2026-03-19T12:00'));
    for (const [i, [, phone]] of phones.entries()) {
      const asked = plain(screen(phone, after[i]).join('\n'));
      expect(asked.match(/Tres preguntas cortas/g)).toHaveLength(1);
      expect(await says(phone, 'mucho', 'mucho', 'nada')).toContain('Gracias');
    }
    expect(
      house.rows(`select step, count(*) as n from answer where flow = 'feria/reflexion' group by step order by step`),
    ).toEqual([
      { step: 'cambiaria', n: 3 },
      { step: 'lleva', n: 3 },
      { step: 'sirvio', n: 3 },
    ]);
    expect(house.count('reflection')).toBe(3);
  });

  /** Something else of the team's comes to her, as many as a day has room for. */
  async function fullDay(): Promise<void> {
    for (const day of ['27', '28'])
      house.run(
        "insert into event (lane_id, person_id, name, payload, at) select lane_id, id, 'visit.told', ?, ? from person where name = 'Ana'",
        JSON.stringify({ what: 'planned', kind: 'home', at: at(`2026-03-${day}T10:00`), by: 'Elena' }),
        house.clock.now(),
      );
    house.app.inbox.wake();
    await house.settle();
  }
  async function askedToReflect(): Promise<void> {
    house.run(
      "insert into event (lane_id, person_id, name, payload, at) select lane_id, id, 'session.reflect', '{}', ? from person where name = 'Ana'",
      house.clock.now(),
    );
    house.app.inbox.wake();
    await house.settle();
  }

  test('what she took from a session is asked on the next day where this one is full', async () => {
    await begin();
    const ana = await woman('Ana', '528341000010');
    await until(at('2026-03-05T12:00'));
    await fullDay();
    await askedToReflect();
    expect((await until(at('2026-03-05T19:00'), ana))[0]).not.toContain('Tres preguntas');
    const [said] = await until(at('2026-03-06T12:00'), ana);
    expect(said!.match(/Tres preguntas cortas/g)).toHaveLength(1);
  });

  test('what she took from a session is not asked in a rest of hers, nor weeks later', async () => {
    await begin();
    const ana = await woman('Ana', '528341000010');
    await until(at('2026-03-05T12:00'));
    await recado('pause', 'Ana', '--from', '2026-03-05', '--to', '2026-03-08', '--why', 'duelo');
    await askedToReflect();
    expect((await until(at('2026-03-12T12:00'), ana))[0]).not.toContain('Tres preguntas');
  });

  test('L2 L3 L6: unique people over all events by partner, targets with people and hours, objectives with what came of them', async () => {
    await begin();
    for (const [i, name] of ['Ana', 'Luz', 'Eva'].entries()) await woman(name, `52834100001${i}`);
    await recado('unit', 'new', 'partner', 'cooperativa', '--title', 'Cooperativa');
    await recado('unit', 'place', 'partner', 'cooperativa', '--people', 'Ana', 'Luz');
    await recado(
      'session',
      'event',
      'Mercado',
      '--cohort',
      'grupo-a',
      '--day',
      '2026-03-25',
      '--at',
      '10:00',
      '--minutes',
      '60',
      '--sdg',
      '8.3',
      '--objectives',
      'Vender',
      'Medir',
    );
    await until(at('2026-03-31T12:00'));
    const event = (plan: string) => String(house.rows('select id from session where plan_id = ?', plan)[0]!['id']);
    const came = (plan: string, name: string, minutes: number | null = null) =>
      house.run(
        `insert into attendance_fact (id, session_id, person_id, method, status, minutes, happened_at, sent_by, entered_at)
          select ?, ?, id, 'roll', 'present', ?, 0, 'arrival', 0 from person where name = ?`,
        `${plan}-${name}`,
        event(plan),
        minutes,
        name,
      );
    house.run(
      `update sign_up set state = 'in' where person_id in (select id from person where name in ('Ana', 'Luz'))`,
    );
    for (const name of ['Ana', 'Luz']) came('s3', name);
    came('s4', 'Ana');
    came('s4', 'Eva', 30);
    await recado('session', 'set', 's4', '--outputs', '1: Lista de precios https://example.org/precios', '2: Encuesta');
    const table = async (id: string, ...more: string[]) =>
      (await report(...more)).tables
        .find((one) => one.id === id)!
        .rows.map((row) => Object.values(row as Record<string, unknown>));
    const told = JSON.stringify(await table('events'));
    expect(told).toContain('Mercado');
    // Ana came twice and is one person: 4 participations, 3 people, 90 + 90 + 60 + 30 minutes.
    expect(await table('unique')).toEqual([[2, 4, 3, 270]]);
    expect(await table('unique', '--by', 'partner')).toEqual([
      ['', 1, 1, 1, 30],
      ['Cooperativa', 2, 3, 2, 240],
    ]);
    expect(await table('sdg')).toEqual([
      ['5.5', 1, 2, 2, 180],
      ['8.3', 2, 3, 4, 270],
    ]);
    expect(await table('outputs')).toEqual([
      ['Visita a la cooperativa', 'Conocer cómo fija precios la cooperativa', null, null],
      ['Mercado', 'Vender', 'Lista de precios', 'https://example.org/precios'],
      ['Mercado', 'Medir', 'Encuesta', null],
    ]);
  });

  test('C3: an event is cancelled: whoever has a seat or waits hears of it once', async () => {
    await begin();
    const [ana, luz, eva] = [
      await woman('Ana', '528341000010'),
      await woman('Luz', '528341000020'),
      await woman('Eva', '528341000030'),
    ];
    await recado('session', 'set', 's3', '--capacity', '1');
    await until(at('2026-03-13T12:00'));
    await says(ana, 'voy');
    await says(luz, 'voy');
    await recado('session', 'cancel', 's3');
    const heard = await until(at('2026-03-18T12:00'), ana, luz, eva);
    expect(heard.map((said) => (said.match(/No habra "Visita/g) ?? []).length)).toEqual([1, 1, 0]);
  });
});

test('the API moves, and sees who signed up', async () => {
  await begin();
  const ana = await woman('Ana', '528341000010');
  const token = await newToken(house, '--role admin');
  const get = async (path: string) => (await call(house, token, 'GET', path)).json();
  const { items } = (await get('/api/v1/sessions?programme=feria')) as {
    items: { id: string; plan: string; expected: number }[];
  };
  expect(items.map(({ plan, expected }) => [plan, expected])).toEqual([
    ['s1', 1],
    ['s2', 1],
    ['s3', 0],
  ]);
  const moved = await call(house, token, 'POST', `/api/v1/sessions/${items[0]!.id}/move`, {
    day: '2026-03-06',
    at: '09:30',
  });
  expect(moved.json()).toMatchObject({ id: items[0]!.id, told: 1 });
  const [said] = await until(house.clock.now() + HOUR, ana);
  expect(said).toContain('viernes 6 de marzo a las 9:30 de la mañana');
  const past = await call(house, token, 'POST', `/api/v1/sessions/${items[0]!.id}/move`, { day: '2026-02-06' });
  expect(past.json()).toMatchObject({ code: 'SESSION_PAST' });
  await until(at('2026-03-13T12:00'));
  await says(ana, 'voy');
  expect(await get(`/api/v1/sessions/${items[2]!.id}/sign-ups`)).toMatchObject({
    items: [{ name: 'Ana', state: 'in' }],
  });
});
