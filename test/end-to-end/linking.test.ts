import { afterEach, describe, expect, test } from 'vitest';
import { DAY } from '../../src/base/clock.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import { House, screen } from './house.ts';

let house: House;
afterEach(() => house.close());

const OLD = '528341000001';
const NEW = '528341000002';
const MARTA = '528341000090';

async function says(phone: Phone, ...texts: readonly string[]): Promise<string> {
  const from = phone.inbox.length;
  for (const text of texts) {
    phone.sends(text);
    await house.settle();
  }
  return screen(phone, from).join('\n');
}

/** The newest code on that screen. */
const codeOn = (phone: Phone): string =>
  screen(phone)
    .join('\n')
    .match(/\b\d{6}\b/g)
    ?.at(-1) ?? 'none';

const persons = () => house.rows('select name from person order by created_at, id').map(({ name }) => name);

async function marta(channel: 'twilio-sms' | 'whatsapp-cloud' = 'twilio-sms', name = 'Marta'): Promise<Phone> {
  await house.shell(`staff add ${name} --role coordinator --phone +${MARTA} --channel ${channel}`);
  const phone = house.emulator.phone(MARTA, channel, { name });
  await says(phone, 'hola');
  return phone;
}

describe('a number that changes', () => {
  test('case 10: BSUID and phone both new, she gives name and code, and her history follows her', async () => {
    house = await House.open();
    const old = await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    expect(await says(old, 'sí')).toContain('500 pesos');
    const phone = house.emulator.phone(NEW, 'whatsapp-cloud', { bsuid: 'MX.NEW', hidesNumber: true });
    expect(await says(phone, 'Soy Ana, cambié de número')).toContain('¿Todavía tiene a la mano el número de antes?');
    const from = old.inbox.length;
    expect(await says(phone, 'sí')).toContain('le llega un código al número de antes');
    expect(screen(old, from).join()).toContain('Alguien pidió pasar su lugar a otro número');
    const back = await says(phone, codeOn(old));
    expect(back).toContain('¡Listo, Ana!');
    expect(back).toContain('500 pesos'); // her open question
    expect(persons()).toEqual(['Ana']);
    expect(await says(phone, 'negocio')).toContain('cuaderno');
    expect(house.count("answer where flow = 'llera/dos-botes'")).toBe(2);
    expect(house.count('person_address')).toBe(2);
  });

  test('the SIM is gone: somebody of the team gives the code, and the old number is in doubt', async () => {
    house = await House.open();
    const old = await house.seat('twilio-sms', OLD, { lesson: 'dos-botes' });
    const staff = await marta();
    const phone = house.emulator.phone(NEW, 'twilio-sms', {});
    await says(phone, 'CAMBIO DE NUMERO', 'Ana');
    expect(await says(phone, 'no')).toContain('alguien del equipo le da un codigo');
    expect(screen(old).join('\n')).not.toMatch(/\d{6}/);
    expect(screen(staff).at(-1)).toContain('Ana quiere entrar con otro numero');
    expect(await says(phone, codeOn(staff))).toContain('Listo, Ana');
    expect(persons()).toEqual(['Ana', 'Marta']);
    // Whoever has the old SIM now is not taken for her.
    const answer = await says(old, 'hola');
    expect(answer).toContain('Habla Ana?');
    expect(await says(old, 'no')).toContain('MITIERRA');
    expect(persons()).toEqual(['Ana', 'Marta', null]);
    // Two who share nothing share no lane.
    expect(house.count('(select distinct lane_id from person)')).toBe(3);
  });

  test('words never tell whether a name is known; five wrong codes end it', async () => {
    house = await House.open();
    await house.seat('twilio-sms', OLD, { lesson: 'dos-botes' });
    const ask = async (number: string, name: string) => {
      const phone = house.emulator.phone(number, 'twilio-sms', {});
      const heard = await says(
        phone,
        'CAMBIO DE NUMERO',
        name,
        'si',
        '000000',
        '000001',
        '000002',
        '000003',
        '000004',
        '000005',
      );
      return heard;
    };
    const known = await ask(NEW, 'Ana');
    expect(known).toBe(await ask('528341000003', 'Hermenegilda'));
    expect(known.match(/Ese c[oó]digo no es/g)).toHaveLength(4);
    expect(house.count("link_claim where state = 'failed'")).toBe(2);
    expect(house.count("task where why = 'new-number' and state = 'open'")).toBe(2);
    expect(house.count('person')).toBe(3);
  });

  test('a code is good for a day', async () => {
    house = await House.open();
    const old = await house.seat('twilio-sms', OLD, { lesson: 'dos-botes' });
    const phone = house.emulator.phone(NEW, 'twilio-sms', {});
    await says(phone, 'cambié de número', 'Ana', 'si');
    const code = codeOn(old);
    await house.time.until(house.clock.now() + DAY + 1);
    await says(phone, code);
    expect(house.count('person')).toBe(2);
  });

  test('three of one name: each has her own code, and the one that is written says whose it is', async () => {
    house = await House.open();
    const first = await house.seat('twilio-sms', OLD, { lesson: 'dos-botes', name: 'Ana López' });
    const second = await house.seat('twilio-sms', '528341000007', { lesson: 'dos-botes', name: 'Ana Ruiz' });
    const phone = house.emulator.phone(NEW, 'twilio-sms', {});
    await says(phone, 'CAMBIO DE NUMERO', 'ana', 'si');
    expect(codeOn(first)).not.toBe(codeOn(second));
    expect(await says(phone, codeOn(second))).toContain('Listo, Ana');
    const reached = house.rows(`select a.phone from person p join person_address l on l.person_id = p.id
      join address a on a.id = l.address_id where p.name = 'Ana Ruiz' order by 1`);
    expect(reached).toEqual([{ phone: `+${NEW}` }, { phone: '+528341000007' }]);
  });

  test('Meta says that her number changed: she goes on where she was', async () => {
    house = await House.open();
    const old = await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    old.sends({ becomes: NEW });
    await house.settle();
    const phone = house.emulator.phone(NEW, 'whatsapp-cloud', {});
    expect(await says(phone, 'sí')).toContain('500 pesos');
    expect(persons()).toEqual(['Ana']);
  });

  test('she wrote from the new number before Meta said so: the two are one', async () => {
    house = await House.open();
    const old = await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    const phone = house.emulator.phone(NEW, 'whatsapp-cloud', {});
    await says(phone, 'hola');
    expect(persons()).toEqual(['Ana', null]);
    old.sends({ becomes: NEW });
    await house.settle();
    expect(persons()).toEqual(['Ana']);
    expect(house.count('address')).toBe(1);
    expect(await says(phone, 'sí')).toContain('500 pesos');
  });

  test('a role never follows on a provider’s word: a colleague gives the code', async () => {
    house = await House.open();
    await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    const staff = await marta('whatsapp-cloud');
    await house.shell('staff add Elena --role coordinator --phone +528341000091 --channel twilio-sms');
    const elena = house.emulator.phone('528341000091', 'twilio-sms', {});
    await says(elena, 'hola');
    staff.sends({ becomes: '528341000092' });
    await house.settle();
    const phone = house.emulator.phone('528341000092', 'whatsapp-cloud', {});
    expect(await says(phone, 'CASOS')).toBe('¿Habla Marta?\n[Sí]\n[No]');
    expect(await says(phone, 'sí')).toContain('alguien más del equipo tiene un código');
    expect(await says(phone, 'CASOS')).toContain('alguien más del equipo tiene un código');
    expect(await says(phone, codeOn(elena))).toContain('ya quedó');
    expect(await says(phone, 'CASOS')).not.toContain('código');
  });
});

describe('a number that changes hands', () => {
  const other = () => house.emulator.phone(OLD, 'whatsapp-cloud', { bsuid: 'MX.OTHER' });
  async function withBsuid(): Promise<Phone> {
    house = await House.open();
    await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    const phone = house.emulator.phone(OLD, 'whatsapp-cloud', { bsuid: 'MX.ANA' });
    await says(phone, 'repetir');
    return phone;
  }

  test('another account on her number is asked who it is, and sees nothing of hers until it says', async () => {
    await withBsuid();
    const phone = other();
    expect(await says(phone, 'avance')).toBe('¿Habla Ana?\n[Sí]\n[No]');
    expect(await says(phone, 'sí')).toMatch(/lecciones/); // what she asked for, now that it is she
    expect(house.count('address where doubt_at is not null')).toBe(0);
  });

  test('it is somebody else: a new person, and the team looks for Ana', async () => {
    await withBsuid();
    const phone = other();
    await says(phone, 'hola');
    expect(await says(phone, 'no')).toContain('MITIERRA');
    expect(persons()).toEqual(['Ana', null]);
    expect(
      house.rows("select p.name from task t join person p on p.id = t.person_id where t.why = 'number-gone'"),
    ).toEqual([{ name: 'Ana' }]);
    expect(await says(phone, 'quién soy')).not.toContain('Ana');
  });

  test('a staff word from a number in doubt does nothing, and STOP works at once', async () => {
    house = await House.open();
    await house.seat('twilio-sms', OLD, { lesson: 'dos-botes' });
    await marta('whatsapp-cloud');
    const known = house.emulator.phone(MARTA, 'whatsapp-cloud', { bsuid: 'MX.MARTA' });
    await says(known, 'CASOS');
    const phone = house.emulator.phone(MARTA, 'whatsapp-cloud', { bsuid: 'MX.THIEF' });
    expect(await says(phone, 'CASOS')).toContain('¿Habla Marta?');
    await says(phone, 'STOP');
    expect(house.count('address where opted_out_at is not null')).toBe(1);
    expect(await house.shell(`person confirm +${MARTA}`)).toContain('trusted again');
  });
});

describe('one woman on two channels', () => {
  test('WhatsApp and SMS of one phone are one person from the beginning', async () => {
    house = await House.open();
    const sms = await house.seat('twilio-sms', OLD, { lesson: 'dos-botes' });
    expect(await says(sms, 'si')).toContain('500 pesos');
    const whatsapp = house.emulator.phone(OLD, 'whatsapp-cloud', {});
    expect(await says(whatsapp, 'negocio')).toContain('cuaderno');
    expect(persons()).toEqual(['Ana']);
  });

  test('recado person merge, and unmerge', async () => {
    house = await House.open();
    const old = await house.seat('twilio-sms', OLD, { lesson: 'dos-botes' });
    const twin = await house.seat('whatsapp-cloud', NEW, { name: 'Anita' });
    await says(old, 'si');
    expect(await house.shell(`person merge +${OLD} Anita`)).toContain('are one person now');
    expect(persons()).toEqual(['Ana']);
    expect(await says(twin, 'negocio')).toContain('cuaderno');
    await house.shell('person unmerge Ana');
    expect(persons()).toEqual(['Ana', 'Anita']);
    expect(house.count('(select distinct lane_id from person)')).toBe(2);
    expect(await house.shell('person find anita')).toContain('Anita');
  });
});

describe('case 11: 521/52 duplicates merge', () => {
  test('the same phone written 521 and 52 is one from the beginning', async () => {
    house = await House.open();
    const ana = await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    await says(ana, 'sí');
    const old = house.emulator.phone(`521${OLD.slice(2)}`, 'whatsapp-cloud', {});
    expect(await says(old, 'negocio')).toContain('cuaderno');
    expect(persons()).toEqual(['Ana']);
  });

  test('two that already stand become one, with the person of one name', async () => {
    house = await House.open();
    const ana = await house.seat('whatsapp-cloud', OLD, { lesson: 'dos-botes' });
    await says(ana, 'sí');
    // As an older import left it: the raw number unread, and another Ana on it.
    house.run("insert into lane (id, created_at) values ('z', 1)");
    house.run(`insert into address (id, lane_id, channel, our_number, raw, created_at)
      select 'z', 'z', channel, our_number, '521${OLD.slice(2)}', created_at + 1 from address`);
    house.run(
      `insert into address_key select channel, our_number, 'wa:521${OLD.slice(2)}', 'z', 'main' from address where id = 'z'`,
    );
    house.run("insert into person (id, lane_id, name, created_at) values ('z', 'z', 'ANA', 9e15)");
    house.run("insert into person_address (person_id, address_id, since) values ('z', 'z', 1)");
    house.run("insert into tag (person_id, tag, since) values ('z', 'lider', 1)");
    expect(await house.shell('person duplicates')).toContain('1 phone stands twice');
    expect(await house.shell('person duplicates --merge')).toContain('1 persons that were two become one');
    expect(persons()).toEqual(['Ana']);
    expect(house.rows('select tag from tag')).toEqual([{ tag: 'lider' }]);
    const phone = house.emulator.phone(`521${OLD.slice(2)}`, 'whatsapp-cloud', {});
    expect(await says(phone, 'negocio')).toContain('cuaderno');
    expect(await house.shell('person duplicates')).toContain('No phone stands twice');
  });
});
