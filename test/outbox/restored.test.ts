import { afterEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../src/base/clock.ts';
import { outboxRestoredName } from '../../src/outbox/operations/restored.ts';
import { type House, MONDAY_TEN, openHouse } from './house.ts';

let house: House;
afterEach(() => house.close());

const NOTE = {
  takenAt: MONDAY_TEN - HOUR,
  restoredAt: MONDAY_TEN - MINUTE,
  unusedSince: false,
  erase: [],
  withdraw: [],
  settledAt: null,
};

test('after a restore what may have left is doubtful with its reason, what is for later still leaves, and that is settled once', async () => {
  house = await openHouse();
  const old = { created_at: MONDAY_TEN - 2 * HOUR };
  const due = await house.queue('Hola', { nextAt: MONDAY_TEN - 2 * HOUR, more: old });
  const sending = await house.queue('Hola', {
    nextAt: MONDAY_TEN - 2 * HOUR,
    more: { ...old, state: 'sending', sending_at: 1 },
  });
  const unknown = await house.queue('Hola', {
    nextAt: MONDAY_TEN - 2 * HOUR,
    more: { ...old, state: 'unknown', sending_at: 1 },
  });
  const later = await house.queue('Hola', { nextAt: MONDAY_TEN + HOUR, more: old });
  const again = await house.queue('Hola', { nextAt: MONDAY_TEN + DAY, more: { created_at: MONDAY_TEN } });
  const gone = await house.queue('Hola', { more: { ...old, state: 'delivered' } });
  const settle = () =>
    house.store.operate(outboxRestoredName, { note: NOTE, doubtful: 0 }, { now: MONDAY_TEN, seed: house.seed() });
  expect(await settle()).toEqual({ doubtful: 4, more: false });
  const rows = await house.read('select id, state, why from outbox order by seq');
  expect(rows).toEqual([
    { id: due, state: 'doubtful', why: 'restored' },
    { id: sending, state: 'doubtful', why: 'restored' },
    { id: unknown, state: 'doubtful', why: 'restored' },
    { id: later, state: 'pending', why: null },
    { id: again, state: 'doubtful', why: 'restored' },
    { id: gone, state: 'delivered', why: null },
  ]);
  const [note] = await house.read("select value from setting where name = 'restore'");
  expect(JSON.parse(String(note!['value']))).toEqual({ ...NOTE, settledAt: MONDAY_TEN });
  await house.outbox.tick();
  expect(house.channel.sent).toEqual([]);
  house.clock.set(MONDAY_TEN + HOUR);
  await house.outbox.tick();
  expect(house.channel.sent.map(({ outboxId }) => outboxId)).toEqual([later]);
});
