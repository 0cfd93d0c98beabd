import { afterEach, describe, expect, test } from 'vitest';
import type { Packs } from '../../src/assemble/packs.ts';
import { DAY, HOUR, type Millis } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import type { EmulatedChannel } from '../../src/workshop/emulator/types.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, MONDAY, packs, screen } from './house.ts';

let house: House | undefined;
afterEach(async () => {
  await house?.close();
  house = undefined;
});

const ANA = '528341000001';
const LUPITA = '528341000091';

function withLines(lines: string): Packs {
  const still = packs();
  return {
    ...still,
    files: still.files.map((one) =>
      one.path.endsWith('llera/programme.yaml') ? { ...one, text: `${one.text}\n${lines}\n` } : one,
    ),
  };
}

async function says(phone: Phone, text: string): Promise<string> {
  const before = phone.inbox.length;
  phone.sends(text);
  await house!.settle();
  return screen(phone, before).join('\n');
}

async function facilitator(channel: EmulatedChannel = 'twilio-sms', scope?: string): Promise<Phone> {
  const phone = house!.emulator.phone(LUPITA, channel, { name: 'Lupita' });
  const within = scope === undefined ? '' : ` --within ${scope}`;
  await house!.shell(`staff add Lupita --role facilitator --phone +${LUPITA} --channel ${channel}${within}`);
  return phone;
}

const until = (at: Millis) => house!.time.until(at);

describe('A9: whom to call today', () => {
  test('A9: spoken with at half past eight, her reminder of nine does not come that day and begins anew', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator();
    await until(MONDAY + 22.5 * HOUR);
    const before = ana.inbox.length;
    expect(await says(lupita, 'LLAME Ana 1')).toContain('Hoy ya no le escribimos');
    await until(MONDAY + 37 * HOUR);
    expect(screen(ana, before)).toEqual([]);
    await until(MONDAY + 48 * HOUR);
    expect(screen(ana, before).join()).toContain('Le recordamos su pregunta');
    expect(house.count("contact_try where outcome = 'talked'")).toBe(1);
  });

  test('A9: taken back by its code, her reminder comes as if nobody had called', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator();
    await until(MONDAY + 12 * HOUR);
    const [, code] = /DESHACER (\d{4})/.exec(await says(lupita, 'LLAME Ana 3 viernes'))!;
    expect(house.rows('select state from enrolment')).toEqual([{ state: 'paused' }]);
    expect(await says(lupita, `DESHACER ${code}`)).toContain('quedó como antes');
    expect(house.rows('select state from enrolment')).toEqual([{ state: 'active' }]);
    const before = ana.inbox.length;
    await until(MONDAY + 26 * HOUR);
    expect(screen(ana, before).join()).toContain('Le recordamos su pregunta');
  });

  test('A9: a kind message and a task to call her, by the API; her call closes the task', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator();
    await until(MONDAY + 12 * DAY);
    const token = await newToken(house, '--role coordinator --scope people:read people:write');
    const api = async (method: 'GET' | 'POST', url: string, payload?: object) => {
      const response = await call(house!, token, method, url, payload);
      await house!.settle();
      return response.json() as { items: { person: string }[] };
    };
    const list = await api('GET', '/calls?programme=llera');
    expect(list.items).toMatchObject([{ name: 'Ana', reasons: [{ rule: 'silent' }], phones: [`+${ANA}`] }]);
    const { person } = list.items[0]!;
    const before = ana.inbox.length;
    expect(await api('POST', '/calls', { person, programme: 'llera', outcome: 'greeted' })).toEqual({ person });
    expect(screen(ana, before).join()).toContain('Hola, Ana. Le mandamos un saludo.');
    expect(screen(ana, before).join()).not.toMatch(/falt|debe|tarde/);
    expect((await api('GET', '/calls?programme=llera')).items).toEqual([]);

    await api('POST', '/tasks', { person, due_on: '2026-03-16' });
    expect(await says(lupita, 'ENCARGOS')).toContain('Ana: Llamarle. Para el lunes 16 de marzo.');
    await says(lupita, 'LLAME Ana 1');
    expect(house.rows(`select state from task where topic = 'call'`)).toEqual([{ state: 'done' }]);
  });

  test('A9: nobody is seen by who does not work with her, nor while the focal point has her', async () => {
    house = await House.open();
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator();
    await until(MONDAY + 12 * DAY);
    const [ana] = house.rows(`select id from person where name = 'Ana'`);
    house.run(
      `insert into safeguarding_alert (id, person_id, state, raised_at) values ('x', ?, 'open', 1)`,
      ana!['id'],
    );
    expect(await says(lupita, 'HOY')).not.toContain('Ana');
    house.run(`update safeguarding_alert set state = 'closed'`);
    expect(await says(lupita, 'HOY')).toContain('1 Ana');
    const [cohort] = house.rows('select id from cohort');
    house.run(
      `insert into staff_scope (person_id, of_id, since) select person_id, ?, 1 from staff`,
      String(cohort!['id']),
    );
    expect(await says(lupita, 'HOY')).not.toContain('Ana');
    expect(await says(lupita, 'LLAME Ana')).toContain('No encuentro a Ana');
  });

  test('while the focal point has her no card shows her number, word for word as of somebody who wants no messages', async () => {
    house = await House.open();
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator();
    const [{ id } = {}] = house.rows(`select id from person where name = 'Ana'`);
    expect(await says(lupita, 'LLAME Ana')).toContain(`+${ANA}`);
    house.run(`insert into safeguarding_alert (id, person_id, state, raised_at) values ('x', ?, 'open', 1)`, id);
    const card = await says(lupita, 'LLAME Ana');
    expect(card).not.toMatch(/\d/);
    expect(await says(lupita, 'ANIMAR Ana')).toBe(card);
    expect(house.count('contact_try')).toBe(0);
    // A number that follows answers nothing: no question was asked. What came of a call made all the same is put down.
    await says(lupita, '1');
    expect(house.count('contact_try')).toBe(0);
    await says(lupita, 'LLAME Ana 2');
    expect(house.rows('select outcome from contact_try')).toEqual([{ outcome: 'no-answer' }]);
    house.run(`update safeguarding_alert set state = 'closed'`);
    expect(await says(lupita, 'LLAME Ana')).toContain(`+${ANA}`);
    await says(ana, 'BAJA');
    expect(await says(lupita, 'LLAME Ana')).toBe(card);
  });

  test('A9: a reason that the programme names is found at night, in its own words', async () => {
    house = await House.open({
      packs: withLines('at_risk: [{ when: "person.separa_dinero == \'no\'", why: Todavía no separa su dinero }]'),
    });
    const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator();
    await says(ana, 'no');
    expect(await says(lupita, 'HOY')).not.toContain('Ana');
    await until(MONDAY + DAY);
    expect(await says(lupita, 'HOY')).toContain('1 Ana: "Todavia no separa su dinero"');
  });
});

describe('Monday at eight', () => {
  test('A9: after a day without a word of hers the digest goes by the template of the team', async () => {
    house = await House.open();
    house.emulator.templates.meta.add({
      name: 'recado_resumen_equipo',
      language: 'es_MX',
      category: 'UTILITY',
      body: 'Su semana: {{1}} por llamar. Escriba HOY y le mandamos la lista.',
    });
    await house.seat('twilio-sms', ANA, { lesson: 'dos-botes' });
    const lupita = await facilitator('whatsapp-cloud');
    await until(Date.parse('2026-03-09T12:00:00-06:00'));
    expect(screen(lupita)).toEqual([]); // nothing to say yet
    await until(Date.parse('2026-03-16T08:05:00-06:00'));
    expect(screen(lupita)).toEqual(['Su semana: 1 por llamar. Escriba HOY y le mandamos la lista.']);
    expect(await says(lupita, 'HOY')).toContain('1 Ana: lleva 13 días sin escribir');
  });

  test('A9: attendance as n/N and homework missing by name', async () => {
    house = await House.open();
    await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
    await house.seat('twilio-sms', ANA);
    await house.shell(`enrol Ana --cohort grupo-a --phone +${ANA} --channel twilio-sms`);
    const lupita = await facilitator();
    const [ana] = house.rows(`select id from person where name = 'Ana'`);
    await until(Date.parse('2026-03-08T12:00:00-06:00'));
    house.run(
      `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
        select 'f', id, ?, 'roll', 'present', 1, 'arrival', 1 from session`,
      ana!['id'],
    );
    house.run(
      `insert into homework (id, person_id, programme, name, state, assigned_at, due_at)
        values ('h', ?, 'llera', 'botes', 'assigned', 1, ?)`,
      ana!['id'],
      Date.parse('2026-03-06T20:00:00-06:00'),
    );
    await until(Date.parse('2026-03-09T08:05:00-06:00'));
    const digest = screen(lupita).join('\n');
    expect(digest).toContain('Asistencia de la semana: 1/1');
    expect(digest).toContain('Falta la tarea de Ana');
  });

  test('a restart sets no Monday and no night twice', async () => {
    house = await House.open();
    const waiting = () =>
      house!.rows(`select operation from job where state = 0 and operation like 'follow-up%' order by operation`);
    const once = [{ operation: 'follow-up.monday' }, { operation: 'follow-up.night' }];
    expect(waiting()).toEqual(once);
    await house.restart();
    expect(waiting()).toEqual(once);
    await until(MONDAY + 15 * DAY);
    expect(waiting()).toEqual(once);
  });
});
