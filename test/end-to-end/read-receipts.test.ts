import { afterEach, expect, test } from 'vitest';
import { House } from './house.ts';

let house: House;
afterEach(() => house.close());

test('what she writes on WhatsApp is marked read at once, each message once, and by SMS nothing is', async () => {
  house = await House.open();
  const ana = await house.seat('whatsapp-cloud', '528341234567', { lesson: 'dos-botes' });
  const luz = await house.seat('twilio-sms', '528341234568', { lesson: 'dos-botes' });
  ana.sends('todavía no');
  luz.sends('todavía no');
  await house.settle();
  const wamids = house
    .rows("select provider_id from inbox where channel = 'whatsapp-cloud'")
    .map((row) => row['provider_id']);
  expect(wamids).toHaveLength(1);
  expect(house.emulator.marked).toEqual(wamids);
});

test('a provider that cannot mark is no reason for silence', async () => {
  house = await House.open();
  const ana = await house.seat('whatsapp-cloud', '528341234567', { lesson: 'dos-botes' });
  const before = ana.inbox.length;
  let refused = 0;
  house.provider = async (request) => {
    const response = await request();
    if (house.emulator.marked.length <= refused) return response;
    refused++;
    throw new TypeError('fetch failed');
  };
  ana.sends('todavía no');
  await house.settle();
  expect(refused).toBe(1);
  expect(ana.inbox.length).toBeGreaterThan(before);
});
