import { afterEach, beforeEach, expect, test } from 'vitest';
import { call, newToken } from '../server/api-world.ts';
import { House, screen } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await House.open();
  await house.shell('staff add Marta --role coordinator --phone +528341119999 --programme llera --channel twilio-sms');
});
afterEach(() => house.close());

const staffLines = () =>
  house.rows(`select by_id, action, about, detail from audit where by_kind = 'staff' order by seq`);
const idOf = (name: string) => String(house.rows('select id from person where name = ?', name)[0]!['id']);

test('a word of staff that changes something is a line, one that looks is none, and her words are in neither', async () => {
  const ana = await house.seat('twilio-sms', '528341110001', { lesson: 'dos-botes' });
  const marta = house.emulator.phone('528341119999', 'twilio-sms', { name: 'Marta' });
  ana.sends('PERSONA');
  await house.settle();
  marta.sends('CASOS');
  await house.settle();
  expect(staffLines()).toEqual([]);
  marta.sends('RESPONDER 1 le llamo en la tarde');
  await house.settle();
  marta.sends('CERRAR 1');
  await house.settle();
  const about = house.rows('select id from care_case')[0]!['id'];
  expect(staffLines()).toEqual([
    { by_id: idOf('Marta'), action: 'staff.respond', about, detail: '{"effect":"case.answer"}' },
    { by_id: idOf('Marta'), action: 'staff.close', about, detail: '{"effect":"case.close"}' },
  ]);
});

test('a case closed by the API in the name of a person: she is told, and so is the learner', async () => {
  const ana = await house.seat('twilio-sms', '528341110001', { lesson: 'dos-botes' });
  ana.sends('PERSONA');
  await house.settle();
  const marta = await newToken(house, '--for Marta --scope people:read people:write');
  const nobodys = await newToken(house, '--role admin');
  const [one] = (await call(house, marta, 'GET', '/cases')).json().items;
  expect(one).toMatchObject({ number: 1, first_name: 'Ana', owner: 'Marta', state: 'open' });
  const refused = await call(house, nobodys, 'POST', `/cases/${one.id}/close`);
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'TOKEN_OF_NOBODY']);

  const before = ana.inbox.length;
  expect((await call(house, marta, 'POST', `/cases/${one.id}/close`)).statusCode).toBe(200);
  await house.settle();
  expect(house.rows('select state, closed_by from care_case')).toEqual([{ state: 'closed', closed_by: idOf('Marta') }]);
  expect(screen(ana, before).length).toBe(1);
  const again = await call(house, marta, 'POST', `/cases/${one.id}/close`);
  expect([again.statusCode, again.json().code]).toEqual([404, 'RECORD_UNKNOWN']);
});

test('a woman enrolled by the API is written to', async () => {
  const admin = await newToken(house, '--role admin');
  const body = { programme: 'llera', name: 'Rosa', phone: '+52 834 111 0005', channel: 'twilio-sms' };
  const done = await call(house, admin, 'POST', '/enrolments', body, { 'idempotency-key': 'a' });
  expect(done.json()).toMatchObject({ created: true, number: null });
  await house.settle();
  const rosa = house.emulator.phone('528341110005', 'twilio-sms', { name: 'Rosa' });
  expect(rosa.inbox.length + house.count(`outbox where person_id = '${done.json().person}'`)).toBeGreaterThan(0);
});
