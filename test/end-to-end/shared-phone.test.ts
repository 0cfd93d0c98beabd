import { afterEach, expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import { House, screen } from './house.ts';

let house: House;
afterEach(() => house.close());

const PHONE = '528341000001';
/** Monday 2 March 2026, 21:00 in Monterrey: they sleep. */
const NIGHT = Date.parse('2026-03-02T21:00:00-06:00');

test('case 14: STOP on a shared number, then ALTA by the second: what waited for the first is dropped, hers goes', async () => {
  house = await House.open({ start: NIGHT });
  const phone = await house.seat('twilio-whatsapp', PHONE, { name: 'Ana' });
  await house.shell(`enrol Luz --phone +${PHONE} --channel twilio-whatsapp`);
  const people = house.rows('select p.id, p.name, p.lane_id from person p order by p.name');
  // Both have something that waits for the morning.
  for (const { id, lane_id } of people) {
    house.run(
      "insert into event (workspace, lane_id, person_id, name, payload, at) values ('main', ?, ?, 'media.refused', ?, ?)",
      lane_id,
      id,
      JSON.stringify({ kind: 'photo', reason: 'expired' }),
      house.clock.now(),
    );
  }
  house.app.inbox.wake();
  await house.settle();
  const waiting = house.rows('select person_id from outbox where ended_at is null and accepted_at is null');
  expect(waiting.length).toBeGreaterThan(0);
  const before = phone.inbox.length;
  phone.sends('STOP');
  await house.settle();
  phone.sends('luz alta');
  await house.settle();
  await house.time.until(NIGHT + 14 * HOUR);
  const said = screen(phone, before).join('\n');
  expect(said).toContain('Para Luz:');
  expect(said.match(/Para Ana:/g) ?? []).toHaveLength(1); // the confirmation of STOP, and nothing since
  expect(
    house.rows(
      "select why from outbox o join person p on p.id = o.person_id where p.name = 'Ana' and o.why = 'opted-out'",
    ).length,
  ).toBeGreaterThan(0);
});
