import { Command } from 'commander';
import { afterEach, describe, expect, test } from 'vitest';
import { shippedCatalogues } from '../../src/assemble/packs.ts';
import { addProgrammeCommands, runShell } from '../../src/assemble/shell.ts';
import { speakerOf } from '../../src/assemble/tongue.ts';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { call, newToken } from '../server/api-world.ts';
import { House, MONDAY, screen } from './house.ts';

let house: House;
afterEach(() => house.close());

const WORDS = 'Mañana a las 4 en el salón ejidal.';
const MARTA = '528341000090';

/** `recado …` with its words apart; what went wrong is thrown. */
async function recado(...words: readonly string[]): Promise<string> {
  const { code, said } = await runShell(words, async () => house.app);
  if (code !== 0) throw new Error(said);
  house.app.inbox.wake();
  await house.settle();
  return said;
}

/** The same command for whoever has her shell in Spanish. */
async function enEspanol(...words: readonly string[]): Promise<string> {
  const said: string[] = [];
  const program = new Command('recado');
  addProgrammeCommands(
    program,
    async () => house.app,
    (line) => said.push(line),
    () => speakerOf('es', shippedCatalogues()),
  );
  await program.parseAsync(words, { from: 'user' });
  return said.join('\n');
}

async function says(phone: Phone, ...texts: readonly string[]): Promise<string> {
  const from = phone.inbox.length;
  for (const text of texts) phone.sends(text);
  await house.settle();
  return screen(phone, from).join('\n');
}

const women = async (many: number, channel: 'twilio-sms' | 'whatsapp-cloud' = 'twilio-sms'): Promise<Phone[]> => {
  const phones: Phone[] = [];
  for (let i = 0; i < many; i++)
    phones.push(await house.seat(channel, `52834100${1000 + i}`, { name: `Ana${String.fromCharCode(65 + i)}` }));
  return phones;
};

async function marta(role = 'coordinator', name = 'Marta', number = MARTA): Promise<Phone> {
  await recado('staff', 'add', name, '--role', role, '--phone', `+${number}`, '--channel', 'twilio-sms');
  const phone = house.emulator.phone(number, 'twilio-sms', { name });
  await says(phone, 'hola');
  return phone;
}

const codeOn = (phone: Phone): string => /(?:ENVIAR|--code) (\d{4})/.exec(screen(phone).join('\n'))?.[1] ?? 'none';
const idAndCode = (said: string) => /send (\w+) --code (\d{4})/.exec(said)!.slice(1) as [string, string];
const got = (phone: Phone) => screen(phone).filter((text) => text.includes('4 en el sal'));

function unit(kind: string, name: string, zone: string | null = null): void {
  house.run(
    `insert into unit (id, programme, kind, name, title, timezone, created_at) values (?, 'llera', ?, ?, ?, ?, 0)`,
    name,
    kind,
    name,
    name,
    zone,
  );
}
const place = (name: string, unitId: string) =>
  house.run('update enrolment set site_id = ? where person_id = (select id from person where name = ?)', unitId, name);

async function send(...audience: readonly string[]): Promise<string> {
  const [id, code] = idAndCode(await recado('broadcast', 'preview', ...audience));
  await recado('broadcast', 'send', id, '--code', code);
  return id;
}

describe('whom it reaches', () => {
  test('P8: to Maya-speaking women in two villages it reaches only them, in their language, after preview and count', async () => {
    house = await House.open();
    const [a, b, c, d] = (await women(4)) as [Phone, Phone, Phone, Phone];
    for (const name of ['tixcacal', 'xocen', 'yaxuna']) unit('site', name);
    house.run(`update person set language = 'yua' where name in ('AnaA', 'AnaB', 'AnaD')`);
    place('AnaA', 'tixcacal');
    place('AnaB', 'xocen');
    place('AnaC', 'xocen'); // speaks Spanish
    place('AnaD', 'yaxuna'); // another village
    const said = await recado(
      ...['broadcast', 'preview', '--site', 'tixcacal', 'xocen', '--language', 'yua'],
      ...['--text', WORDS, '--text-in', "yua=Sáamal ti' kan oora, 4 en el salón."],
    );
    expect(said).toContain('To 2 of 2.');
    expect(said).toContain("sms yua, 2 people, 1 segments each: Sáamal ti' kan oora, 4 en el salón.");
    expect([a, b, c, d].flatMap(got)).toEqual([]); // a preview sends nothing
    const [id, code] = idAndCode(said);
    await recado('broadcast', 'send', id, '--code', code);
    expect([a, b, c, d].map((phone) => got(phone).length)).toEqual([1, 1, 0, 0]);
    expect(got(a)[0]).toMatch(/^S.amal ti' kan oora/);
  });

  test('who gets nothing is counted by why, and a broadcast to nobody is refused loudly', async () => {
    house = await House.open();
    await women(7);
    const person = (name: string) => `person_id = (select id from person where name = '${name}')`;
    const address = (name: string) => `id in (select address_id from person_address where ${person(name)})`;
    house.run(`update address set opted_out_at = 1, opted_out_by = 'learner' where ${address('AnaB')}`);
    house.run(`update address set dead_at = 1 where ${address('AnaC')}`);
    house.run(`update enrolment set state = 'invited' where ${person('AnaD')}`);
    house.run(`update enrolment set state = 'paused' where ${person('AnaE')}`);
    house.run(`update person set simulated = 1 where name = 'AnaF'`);
    house.run(`update address set channel = 'whatsapp-cloud', window_at = 0 where ${address('AnaG')}`);
    const said = await recado('broadcast', 'preview', '--text', WORDS);
    expect(said).toContain('To 1 of 7');
    for (const reason of ['simulated', 'joining', 'paused', 'opted-out', 'no-address', 'window-closed'])
      expect(said).toContain(`${reason} 1`);
    house.run(`update address set opted_out_at = 1 where ${address('AnaA')}`);
    await expect(recado('broadcast', 'preview', '--text', 'Otra cosa')).rejects.toThrow(
      /would reach nobody \(.*opted-out: 2/,
    );
    await expect(recado('broadcast', 'preview', '--text', WORDS, '--site', 'nowhere')).rejects.toThrow(
      /nobody is meant/,
    );
    await expect(recado('broadcast', 'preview', '--text', '  ')).rejects.toThrow(/no text/);
    expect(house.count(`outbox where kind = 'broadcast'`)).toBe(0);
  });

  test('the audience is that of the preview: who comes later is not in it', async () => {
    house = await House.open();
    const [a] = (await women(1)) as [Phone];
    const [id, code] = idAndCode(await recado('broadcast', 'preview', '--text', WORDS));
    const late = await house.seat('twilio-sms', '528341002000', { name: 'Luz' });
    await recado('broadcast', 'send', id, '--code', code);
    expect([got(a).length, got(late).length]).toEqual([1, 0]);
  });

  test('her name, or what stands for one; on a phone that several share, whose it is', async () => {
    house = await House.open();
    const [a, b] = (await women(2)) as [Phone, Phone];
    house.run(`update person set name = null where name = 'AnaB'`);
    house.run(
      `insert into person (id, lane_id, name, created_at) select 'luz', lane_id, 'Luz Pérez', 0 from person where name = 'AnaA'`,
    );
    house.run(`insert into enrolment (person_id, programme, state, since) values ('luz', 'llera', 'active', 0)`);
    house.run(
      `insert into person_address (person_id, address_id, since) select 'luz', address_id, 0 from person_address
        where person_id = (select id from person where name = 'AnaA')`,
    );
    await send('--text', 'Hola {{name|vecina}}. 4 en el salón.');
    expect(got(a).toSorted()).toEqual([
      'Para AnaA: Hola AnaA. 4 en el salón.',
      'Para Luz: Hola Luz Pérez. 4 en el salón.',
    ]);
    expect(got(b)).toEqual(['Hola vecina. 4 en el salón.']);
  });
});

describe('when it leaves', () => {
  test('case 17: at 22:30 local to three zones it wakes nobody; each gets it in her own morning, or not at all where that is too late', async () => {
    house = await House.open();
    const phones = await women(3);
    const zones = { tijuana: 'America/Tijuana', llera: 'America/Monterrey', cancun: 'America/Cancun' };
    for (const [i, [name, zone]] of Object.entries(zones).entries()) {
      unit('site', name, zone);
      place(`Ana${'ABC'[i]}`, name);
    }
    await send('--text', WORDS, '--at', '2026-03-02 22:30');
    const late = await recado(
      'broadcast',
      'preview',
      '--text',
      `${WORDS} Hoy.`,
      '--at',
      '2026-03-02 22:30',
      '--until',
      '2026-03-03 08:00',
    );
    const [id, code] = idAndCode(late);
    await recado('broadcast', 'send', id, '--code', code);
    await house.time.until(MONDAY + 36 * HOUR);
    const hours = phones.map((phone, i) => {
      const zone = Object.values(zones)[i]!;
      return phone.inbox
        .filter(({ text }) => text.includes('4 en el sal'))
        .map(({ at }) => new Date(at).toLocaleString('sv-SE', { timeZone: zone }).slice(0, 16));
    });
    expect(hours).toEqual([['2026-03-03 09:00'], ['2026-03-03 09:00'], ['2026-03-03 09:00']]);
    expect(house.rows('select distinct reason from broadcast_recipient where broadcast_id = ?', id)).toEqual([
      { reason: 'too-late' },
    ]);
    expect(await recado('broadcast', 'show', id)).toContain('not sent 3');
  });

  test('an hour that has passed everywhere is refused, and a clock that goes back loses nothing', async () => {
    house = await House.open();
    const [a] = (await women(1)) as [Phone];
    await expect(recado('broadcast', 'preview', '--text', WORDS, '--at', '2026-03-01 10:00')).rejects.toThrow(
      /has passed/,
    );
    const [id, code] = idAndCode(await recado('broadcast', 'preview', '--text', WORDS));
    house.clock.set(MONDAY - HOUR);
    await recado('broadcast', 'send', id, '--code', code);
    await house.settle(2 * HOUR);
    expect(got(a)).toHaveLength(1);
  });
});

describe('on its way', () => {
  test('paused it holds what has not left, resumed it goes on, cancelled it recalls; what became of it is known for each', async () => {
    house = await House.open();
    const phones = await women(6);
    const reached = () => phones.filter((phone) => got(phone).length > 0).length;
    house.provider = () => new Response('{}', { status: 503 });
    const id = await send('--text', WORDS);
    await recado('broadcast', 'pause', id);
    house.provider = (request) => request();
    const held = reached();
    await house.time.until(house.clock.now() + 5 * HOUR);
    expect(reached()).toBeLessThanOrEqual(held + 1); // one may have been with the provider
    expect(await recado('broadcast', 'show', id)).toContain(': paused.');
    await recado('broadcast', 'resume', id);
    await house.time.until(house.clock.now() + HOUR);
    expect(reached()).toBe(6);
    expect(phones.every((phone) => got(phone).length === 1)).toBe(true);
    expect(await recado('broadcast', 'show', id, '--people')).toMatch(
      /: done\.[\s\S]*Delivered 6[\s\S]*6 AnaF: delivered/,
    );
    await expect(recado('broadcast', 'cancel', id)).rejects.toThrow(/is done/);

    const other = await send('--text', `Otra vez: ${WORDS}`, '--at', '2026-03-02 19:30');
    expect(await recado('broadcast', 'cancel', other)).toContain(': cancelled.');
    expect(await enEspanol('broadcast', 'list')).toContain(`${other}  cancelado, llegó a 0 de 6`);
    expect(await enEspanol('broadcast', 'show', other, '--people')).toContain('6 AnaF: cancelado');
    await house.time.until(house.clock.now() + 24 * HOUR);
    expect(phones.every((phone) => got(phone).length === 1)).toBe(true);
  });

  test('rows that wait in the outbox are dropped with their reason when it is cancelled', async () => {
    house = await House.open();
    const phones = await women(5);
    house.provider = () => new Response('{}', { status: 503 });
    const id = await send('--text', WORDS);
    await recado('broadcast', 'cancel', id);
    house.provider = (request) => request();
    await house.time.until(house.clock.now() + HOUR);
    const dropped = house.count(`outbox where kind = 'broadcast' and state = 'dropped' and why = 'cancelled'`);
    expect(dropped).toBeGreaterThanOrEqual(4); // one may have been with the provider
    expect(phones.filter((phone) => got(phone).length > 0)).toHaveLength(5 - dropped);
    expect(await recado('broadcast', 'show', id)).toContain(`not sent ${dropped}`);
    expect(await enEspanol('broadcast', 'show', id, '--people')).toContain(
      ': no se mandó (Quien lo mandaba lo detuvo antes de que saliera)',
    );
  });

  test('resend goes to those whom it did not reach, and to nobody else', async () => {
    house = await House.open();
    const phones = await women(3);
    house.emulator.failNext({ kind: 'undelivered', code: 30005 });
    const id = await send('--text', WORDS);
    await house.time.until(house.clock.now() + HOUR);
    const failed = house.rows(`select person_id from outbox where kind = 'broadcast' and state = 'failed'`);
    expect(failed).toHaveLength(1);
    house.run('update address set dead_at = null, strikes = 0');
    const said = await recado('broadcast', 'resend', id);
    expect(said).toContain('To 1 of 1.');
    const [again, code] = idAndCode(said);
    await recado('broadcast', 'send', again, '--code', code);
    expect(phones.map((phone) => got(phone).length)).toEqual([1, 1, 1]);
    expect(house.rows('select person_id from broadcast_recipient where broadcast_id = ?', again)).toEqual(failed);
  });
});

describe('by which way', () => {
  test('where WhatsApp has been silent for a day it goes by SMS, is foreseen so, and counts once', async () => {
    house = await House.open();
    const [ana] = (await women(1, 'whatsapp-cloud')) as [Phone];
    const sms = house.emulator.phone('528341001000', 'twilio-sms', { name: 'Ana' });
    house.run('update address set window_at = 0');
    house.run(
      `insert into address (id, lane_id, channel, our_number, raw, phone, created_at)
        select 'sms', lane_id, 'twilio-sms', '+528340000002', phone, phone, 0 from address`,
    );
    house.run(
      `insert into person_address (person_id, address_id, since) select person_id, 'sms', 0 from person_address`,
    );
    const said = await recado('broadcast', 'preview', '--text', WORDS);
    expect(said).toContain('By sms 1 (1 paid).');
    const [id, code] = idAndCode(said);
    await recado('broadcast', 'send', id, '--code', code);
    await house.time.until(house.clock.now() + HOUR);
    expect([got(ana).length, got(sms).length]).toEqual([0, 1]);
    expect(await recado('broadcast', 'show', id, '--people')).toMatch(
      /Delivered 1, sent 0[\s\S]*failed 0[\s\S]*AnaA: delivered/,
    );
  });

  test('a process that dies right after the confirmation goes on when it is back, and nobody gets it twice', async () => {
    house = await House.open();
    const phones = await women(3);
    const [id, code] = idAndCode(await recado('broadcast', 'preview', '--text', WORDS));
    await runShell(['broadcast', 'send', id, '--code', code], async () => house.app);
    await house.crash();
    await house.settle();
    await house.restart();
    await house.settle();
    expect(phones.map((phone) => got(phone).length)).toEqual([1, 1, 1]);
  });

  test('by the API: the same request under its key is one broadcast, and it is confirmed by its code', async () => {
    house = await House.open();
    const [a] = (await women(1)) as [Phone];
    const token = await newToken(house, '--role admin');
    const body = { audience: { programme: 'llera' }, text: { text: WORDS } };
    const headers = { 'idempotency-key': 'k' };
    const [first, again] = [
      await call(house, token, 'POST', '/broadcasts', body, headers),
      await call(house, token, 'POST', '/broadcasts', body, headers),
    ];
    expect(again.json()).toEqual(first.json());
    expect(house.count('broadcast')).toBe(1);
    const { id, code } = first.json<{ id: string; code: number }>();
    const wrong = await call(house, token, 'POST', `/broadcasts/${id}/send`, { code: 1 });
    expect([wrong.statusCode, wrong.json().code]).toEqual([409, 'BROADCAST_CODE']);
    await call(house, token, 'POST', `/broadcasts/${id}/send`, { code });
    await house.settle();
    expect(got(a)).toHaveLength(1);
    const people = await call(house, token, 'GET', `/broadcasts/${id}/recipients`);
    expect(people.json().items).toMatchObject([{ first_name: 'AnaA', outcome: 'delivered', why: null }]);
    const nobody = await call(house, token, 'POST', '/broadcasts', {
      ...body,
      audience: { ...body.audience, tags: ['x'] },
    });
    expect([nobody.statusCode, nobody.json().code]).toEqual([422, 'BROADCAST_NOBODY']);
  });
});

describe('who may, and how often', () => {
  test('the same broadcast within an hour is refused, unless forced; a key gives the same one', async () => {
    house = await House.open();
    await women(1);
    const id = await send('--text', WORDS);
    await expect(recado('broadcast', 'preview', '--text', WORDS)).rejects.toThrow(/less than an hour ago/);
    expect(await recado('broadcast', 'preview', '--text', WORDS, '--force')).not.toContain(id);
    const [first] = idAndCode(await recado('broadcast', 'preview', '--text', 'Una', '--key', 'k1'));
    const [second] = idAndCode(await recado('broadcast', 'preview', '--text', 'Una', '--key', 'k1', '--force'));
    expect(second).toBe(first);
    await house.time.until(house.clock.now() + 61 * MINUTE);
    expect(await recado('broadcast', 'preview', '--text', WORDS)).toContain('Nothing was sent');
  });

  test('a preview is confirmed by its own code, within the hour', async () => {
    house = await House.open();
    const [a] = (await women(1)) as [Phone];
    const [id, code] = idAndCode(await recado('broadcast', 'preview', '--text', WORDS));
    await expect(recado('broadcast', 'send', id, '--code', '1')).rejects.toThrow(/not the code/);
    house.clock.set(house.clock.now() + 2 * HOUR);
    await expect(recado('broadcast', 'send', id, '--code', code)).rejects.toThrow(/more than an hour old/);
    expect(got(a)).toEqual([]);
  });

  test('ten messages of an impatient coordinator within a second are one broadcast, and ten ENVIAR send it once', async () => {
    house = await House.open();
    const phones = await women(2);
    const coordinator = await marta();
    const before = coordinator.inbox.length;
    await says(coordinator, ...Array.from({ length: 10 }, () => `RECORDAR todas: ${WORDS}`));
    expect(house.count('broadcast')).toBe(1);
    expect(coordinator.inbox.length - before).toBe(1);
    const sent = await says(coordinator, ...Array.from({ length: 10 }, () => `ENVIAR ${codeOn(coordinator)}`));
    expect(sent.match(/Va para 2/g)).toHaveLength(1);
    expect(phones.map((phone) => got(phone).length)).toEqual([1, 1]);
  });

  test('to many it wants a test to herself, or the hand of another coordinator', async () => {
    house = await House.open();
    await women(1);
    const coordinator = await marta();
    await says(coordinator, `RECORDAR todas: ${WORDS}`);
    const many = (where: string) =>
      house.run(`update broadcast set tally = json_set(tally, '$.go', 201) where ${where}`);
    many('true');
    const code = codeOn(coordinator);
    expect(await says(coordinator, `ENVIAR ${code}`)).toContain('Es para 201 personas.');
    const facilitator = await marta('facilitator', 'Julia', '528341000091');
    expect(await says(facilitator, `ENVIAR ${code}`)).toContain('No tiene un aviso');
    const second = await marta('coordinator', 'Elena', '528341000092');
    expect(await says(second, `ENVIAR ${code}`)).toContain('Va para 201');
    await says(coordinator, 'RECORDAR todas: Otra, 4 en el salón.');
    many(`state = 'previewed'`);
    expect(await says(coordinator, 'PROBAR')).toContain('Otra, 4 en el salón.');
    const other = /ENVIAR (\d{4})/.exec(screen(coordinator).at(-1)!)![1]!;
    expect(await says(coordinator, `ENVIAR ${other}`)).toContain('Va para 201');
    expect(house.count(`audit where by_kind = 'staff' and action = 'broadcast.send'`)).toBe(2);
  });

  test('five wrong codes, and nothing that waits can be sent any more', async () => {
    house = await House.open();
    await women(1);
    const coordinator = await marta();
    await says(coordinator, `RECORDAR todas: ${WORDS}`);
    const code = codeOn(coordinator);
    for (const digit of [1, 2, 3, 4, 5]) await says(coordinator, `ENVIAR ${digit}`);
    expect(await says(coordinator, `ENVIAR ${code}`)).toContain('No tiene un aviso');
    expect(house.rows('select state from broadcast')).toEqual([{ state: 'cancelled' }]);
  });

  test("todas is everybody in the sender's care, and what lies outside it does not exist for her", async () => {
    house = await House.open();
    const [a, b] = (await women(2)) as [Phone, Phone];
    for (const name of ['xocen', 'yaxuna']) unit('site', name);
    place('AnaA', 'xocen');
    place('AnaB', 'yaxuna');
    const julia = await marta('facilitator', 'Julia');
    house.run(
      `insert into staff_scope (person_id, of_id, since) select id, 'xocen', 0 from person where name = 'Julia'`,
    );
    expect(await says(julia, `RECORDAR yaxuna: ${WORDS}`)).toContain('No conozco');
    await says(julia, `RECORDAR todas: ${WORDS}`);
    await says(julia, `ENVIAR ${codeOn(julia)}`);
    expect([got(a).length, got(b).length]).toEqual([1, 0]);
    const reviewer = await marta('reviewer', 'Rosa', '528341000093');
    expect(await says(reviewer, `RECORDAR todas: ${WORDS}`)).toContain('salen de la coordinación');
    const stranger = house.emulator.phone('528341009999', 'twilio-sms', {});
    await says(stranger, `RECORDAR todas: ${WORDS}`);
    expect(house.count('broadcast')).toBe(1);
  });

  test('CANCELAR recalls what has not left, and says how many had', async () => {
    house = await House.open();
    await women(1);
    const coordinator = await marta();
    await says(coordinator, `RECORDAR todas mañana a las 10: ${WORDS}`);
    const code = codeOn(coordinator);
    expect(await says(coordinator, `ENVIAR ${code}`)).toContain('martes 3 de marzo a las 10 de la mañana');
    expect(await says(coordinator, `CANCELAR ${code}`)).toContain('No salió nada');
    await says(coordinator, `RECORDAR todas: Otra, ${WORDS}`);
    const other = codeOn(house.emulator.phone(MARTA, 'twilio-sms', {})) === code ? lastCode(coordinator) : code;
    await says(coordinator, `ENVIAR ${other}`);
    expect(await says(coordinator, `CANCELAR ${other}`)).toContain('Ya habían salido 1; no salen 0.');
  });

  test('RECORDAR … sin tarea reaches those who owe it, and a preview fits two SMS', async () => {
    house = await House.open();
    const [a, b] = (await women(2)) as [Phone, Phone];
    const coordinator = await marta();
    const owes = (name: string, received: number | null) =>
      house.run(
        `insert into homework (id, person_id, programme, name, state, assigned_at, received_at)
          select ?, id, 'llera', 'botes', ?, 0, ? from person where name = ?`,
        name,
        received === null ? 'assigned' : 'received',
        received,
        name,
      );
    owes('AnaA', null);
    owes('AnaB', 5);
    expect(await says(coordinator, `RECORDAR todas sin tarea bote: ${WORDS}`)).toContain('¿Quiso decir botes?');
    await says(coordinator, `RECORDAR todas sin tarea botes: ${WORDS}`);
    const { segments } = house.rows(`select max(segments) as segments from outbox where kind = 'staff'`)[0]!;
    expect(Number(segments)).toBeLessThanOrEqual(2);
    await says(coordinator, `ENVIAR ${codeOn(coordinator)}`);
    expect([got(a).length, got(b).length]).toEqual([1, 0]);
  });
});

const lastCode = (phone: Phone): string =>
  [
    ...screen(phone)
      .join('\n')
      .matchAll(/ENVIAR (\d{4})/g),
  ].at(-1)![1]!;
