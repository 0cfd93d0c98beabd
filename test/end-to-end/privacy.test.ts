import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { House, screen } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

const ANA = '528341110001';
const count = (what: string) => house.count(what);
const idOf = (name: string) => String(house.rows('select id from person where name = ?', name)[0]!['id']);
/** All that the database holds, as one text. */
const everything = () =>
  JSON.stringify(
    house
      .rows("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .map(({ name }) => house.rows(`select * from "${name}"`)),
  );

test('case 18: erasure request then CSV re-import', async () => {
  await house.shell('cohort new llera --name grupo-a --starts 2026-03-02');
  const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes', name: 'Analuisa' });
  await house.shell(`enrol Analuisa --phone +${ANA} --programme llera --cohort grupo-a --channel twilio-sms`);
  ana.sends('todavia no');
  await house.settle();
  ana.sends('PERSONA');
  await house.settle();
  const before = ['enrolment', 'roster', 'flow_progress', 'attendance_fact', 'certificate'].map(count);
  await house.shell(`privacy new Analuisa --kind erasure`);
  expect(await house.shell('privacy list')).toMatch(/erasure {2}Analuisa .*due 2026-03-30/);
  await house.shell('person erase Analuisa --why pidio');

  // Nothing of her is left, and every count is as it was.
  expect(everything()).not.toMatch(/Analuisa|8341110001|todavia no/);
  expect(['enrolment', 'roster', 'flow_progress', 'attendance_fact', 'certificate'].map(count)).toEqual(before);
  expect(await house.shell('privacy list --state done')).toMatch(/erasure {2}\(erased\) .*erased/);

  // The list of last month is imported again: she does not come back, however her name is written, whoever brings it.
  const again = (name: string) => house.shell(`enrol ${name} --phone +${ANA} --programme llera --channel twilio-sms`);
  await expect(again('Analuisa')).rejects.toThrow(/asked to be erased/);
  await expect(again('ANALUISA')).rejects.toThrow(/asked to be erased/);
  await expect(again('Ana')).rejects.toThrow(/asked to be erased/);
  await expect(
    house.shell(`staff add Analuisa --role facilitator --phone +${ANA} --programme llera --channel twilio-sms`),
  ).rejects.toThrow(/asked to be erased/);
  expect(everything()).not.toMatch(/Analuisa|8341110001/);

  // By a word of her own she does.
  const heard = ana.inbox.length;
  ana.sends('MITIERRA');
  await house.settle();
  expect(screen(ana, heard).join()).not.toBe('');
  expect(await again('Analuisa')).toMatch(/Analuisa/);
});

test('on a phone that two share the other goes on, and only the name that asked is refused', async () => {
  await house.seat('twilio-sms', ANA, { lesson: 'dos-botes', name: 'Ana' });
  await house.shell(`enrol Luz --phone +${ANA} --programme llera --channel twilio-sms`);
  await house.shell('person erase Ana');
  expect(house.rows('select name from person where erased_at is null')).toEqual([{ name: 'Luz' }]);
  await expect(house.shell(`enrol Ana --phone +${ANA} --programme llera --channel twilio-sms`)).rejects.toThrow(
    /erased/,
  );
  await house.shell(`enrol Luz --phone +${ANA} --programme llera --channel twilio-sms`);
  const phone = house.emulator.phone(ANA, 'twilio-sms', { name: 'Luz' });
  const before = phone.inbox.length;
  phone.sends('si');
  await house.settle();
  expect(phone.inbox.length).toBeGreaterThan(before);
});

test('blocked: she is written to by nobody and stands in no list, until it is taken back', async () => {
  const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes', name: 'Ana' });
  await house.shell('staff add Marta --role coordinator --phone +528341119999 --programme llera --channel twilio-sms');
  ana.sends('PERSONA');
  await house.settle();
  const marta = house.emulator.phone('528341119999', 'twilio-sms', { name: 'Marta' });
  const told = ana.inbox.length;
  const person = idOf('Ana');
  await house.shell('person block Ana --days 10');
  const asked = marta.inbox.length;
  marta.sends('CASOS');
  marta.sends('RESPONDER 1 le llamo');
  await house.settle();
  expect(screen(marta, asked).join()).not.toMatch(/Ana/);
  await house.time.until(house.clock.now() + 5 * 86_400_000);
  expect(screen(ana, told)).toEqual([]);
  await house.shell(`person unblock ${person}`);
  marta.sends('RESPONDER 1 le llamo');
  await house.settle();
  expect(screen(ana, told).join()).toMatch(/le llamo/);
});

test('her own export holds what she said and nobody else', async () => {
  const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes', name: 'Ana' });
  await house.shell('staff add Marta --role coordinator --phone +528341119999 --programme llera --channel twilio-sms');
  ana.sends('todavia no');
  await house.settle();
  ana.sends('PERSONA');
  await house.settle();
  house.emulator.phone('528341119999', 'twilio-sms', { name: 'Marta' }).sends('RESPONDER 1 hola, le llamo en la tarde');
  await house.settle();
  house.run(`update person set profile = '{"estatus":"refugiada"}' where name = 'Ana'`);
  house.kept.set('ab/abc.jpg', new Uint8Array([1, 2, 3]));
  house.run(
    `insert into media (id, person_id, address_id, channel, our_number, inbox_seq, ref, kind, state, next_at, path, created_at)
      values ('m', ?, 'a', 'c', 'n', 999, '{}', 'photo', 'kept', 0, 'ab/abc.jpg', 0)`,
    idOf('Ana'),
  );
  const folder = mkdtempSync(join(tmpdir(), 'recado-export-'));
  try {
    await house.shell(`person export Ana --out ${folder}`);
    const json = readFileSync(join(folder, 'datos.json'), 'utf8');
    expect(json).toMatch(/todavia no/);
    expect(json).toMatch(/refugiada/);
    expect(json).toMatch(/le llamo en la tarde/);
    expect(json).not.toMatch(/Marta|528341119999/);
    expect(readFileSync(join(folder, 'resumen.html'), 'utf8')).toMatch(/Lo que guardamos de usted, Ana/);
    expect(readdirSync(join(folder, 'archivos'))).toEqual(['abc.jpg']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  // And the file goes with her.
  await house.shell('person erase Ana');
  await house.settle();
  expect([...house.kept.keys()]).toEqual([]);
  expect(count('trash')).toBe(0);
});

test('DATOS, borrar: the request has its day, is late after it, and is done when she is erased', async () => {
  const ana = await house.seat('twilio-sms', ANA, { lesson: 'dos-botes', name: 'Ana' });
  ana.sends('DATOS');
  await house.settle();
  ana.sends('3');
  await house.settle();
  expect(await house.shell('privacy list')).toMatch(/erasure {2}Ana .*due 2026-03-30 .*law: 20 working days/);
  const said = async () => (await house.app.health()).find(({ name }) => name === 'privacy requests');
  expect(await said()).toEqual({ name: 'privacy requests', ok: true, says: '1 open' });
  await house.time.until(house.clock.now() + 29 * 86_400_000);
  expect(await said()).toMatchObject({
    ok: true,
    says: '1 open, 1 late',
    next: expect.stringContaining('privacy list'),
  });
  expect(await house.shell('privacy list')).toContain('LATE');
  await house.shell('person erase Ana');
  expect(await said()).toBeUndefined();
});
