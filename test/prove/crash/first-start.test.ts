import { existsSync } from 'node:fs';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { build, pause } from '../../end-to-end/process.ts';
import { quiet, rows } from './books.ts';
import { Town } from './town.ts';

let town: Town;

beforeAll(build, 300_000);
afterEach(async () => town?.close());

test('E: an SMS that came while the very first start was killed is asked for at the second, and one from before it is not', {
  timeout: 120_000,
}, async () => {
  town = await new Town('main').open('first-start');
  const before = town.emulator.phone('528341100001', 'twilio-sms');
  const during = town.emulator.phone('528341100002', 'twilio-sms');
  before.sends('MUELLE'); // to whoever had the number then
  await pause(200);
  town.start({ point: 'start.listening', nth: 1 });
  for (let i = 0; !existsSync(town.database) && i < 6_000; i++) await pause(5);
  const id = during.sends('MUELLE'); // Twilio brings it once, and nobody answers
  await town.process.ended;
  expect(town.book).toEqual(['start.listening main']);

  town.start();
  await town.process.serving();
  await town.until('answered', () => during.inbox.length > 0);
  expect(rows(town, 'select provider_id as id from inbox')).toEqual([{ id }]);
  expect(during.inbox).toHaveLength(1);
  // Nor is she at the third, though what was listed before is asked for once more.
  expect(await town.process.end('SIGTERM')).toBe(0);
  town.start();
  await town.process.serving();
  await pause(1_000);
  await town.until('quiet', () => quiet(town));
  expect(rows(town, 'select provider_id as id from inbox')).toEqual([{ id }]);
  expect([before.inbox.length, during.inbox.length]).toEqual([0, 1]);
});
