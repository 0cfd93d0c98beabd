import { expect, test } from 'vitest';
import { checkHealth } from '../../src/assemble/health.ts';
import { HandClock, MINUTE } from '../../src/base/clock.ts';
import { errorWords, toldError } from '../../src/locale/errors.ts';
import type { ChannelHealth } from '../../src/outbox/deps.ts';
import type { Queues } from '../../src/store/aside.ts';
import { localeFiles } from '../locale/files.ts';

const NOW = 1_000_000_000;
const EMPTY: Queues = { waiting: 0, outbox: {}, channels: {}, aside: 0, waits: [] };
const waits = (queue: string, oldest: number) => [{ queue, rows: 1, oldest }];
const check = (queues: Partial<Queues> | Error, channels: readonly ChannelHealth[] = [], stuck: string | null = null) =>
  checkHealth({
    look: async () => {
      if (queues instanceof Error) throw queues;
      return { ...EMPTY, ...queues };
    },
    outbox: { health: () => channels },
    inbox: { stuck: () => stuck },
    clock: new HandClock(NOW),
    tell: (error) => error,
  });
const bad = async (...of: Parameters<typeof check>) => (await check(...of)).filter(({ ok }) => !ok);

test('all is well', async () => {
  const sending = [{ channel: 'twilio-sms', stopped: null }] as const;
  expect(
    await check({ waiting: 3, waits: waits('inbox', NOW - MINUTE), channels: { 'twilio-sms': 5 } }, sending),
  ).toEqual([
    { name: 'store', ok: true, says: 'open and migrated' },
    { name: 'inbox', ok: true, says: '3 waiting' },
    { name: 'twilio-sms', ok: true, says: 'sending' },
  ]);
});

test('messages for a channel that was switched off are told, with what to do', async () => {
  const sending = [{ channel: 'whatsapp-cloud', stopped: null }] as const;
  const [off, ...more] = await bad({ channels: { 'whatsapp-cloud': 1, 'twilio-sms': 2 } }, sending);
  expect(more).toEqual([]);
  expect(off).toMatchObject({ name: 'twilio-sms', says: 'waiting for twilio-sms, which is off: 2 to send' });
  expect(off!.next).toContain('settings');
});

test('an inbox that does not drain, a provider that takes nothing, a store that cannot be read', async () => {
  expect(await bad({ waiting: 1, waits: waits('inbox', NOW - 3 * MINUTE) })).toMatchObject([{ name: 'inbox' }]);
  expect(await bad({ waits: waits('events', NOW - 3 * MINUTE) })).toMatchObject([{ name: 'inbox' }]);
  // Broadcasts wait their turn, and what is due by time may have waited for the process: neither is a failure.
  expect(await bad({ waits: [...waits('broadcasts', 0), ...waits('timers', 0)] })).toEqual([]);
  const stopped = [{ channel: 'whatsapp-cloud', stopped: { code: '190' } as ChannelHealth['stopped'] }] as const;
  expect(await bad({}, stopped)).toMatchObject([{ name: 'whatsapp-cloud', says: 'stopped by the provider (190)' }]);
  expect((await bad(new Error('disk'), stopped)).map(({ name }) => name)).toEqual(['store', 'whatsapp-cloud']);
});

test('a store that can be read and takes nothing, with what to do', async () => {
  expect(await bad({}, [], 'STORE_DAMAGED')).toMatchObject([
    { name: 'store', says: 'it takes nothing (STORE_DAMAGED)', next: expect.stringContaining('recado restore') },
  ]);
  expect(await bad({}, [], 'SQLITE_FULL')).toMatchObject([
    { name: 'store', next: expect.stringContaining('free space') },
  ]);
});

test('in Spanish a damaged store is told with the words of its own error', async () => {
  const words = errorWords(localeFiles, 'es');
  const [store] = await checkHealth({
    look: async () => EMPTY,
    outbox: { health: () => [] },
    inbox: { stuck: () => 'STORE_DAMAGED' },
    clock: new HandClock(NOW),
    tongue: 'es',
    tell: (error) => toldError(error, words),
  });
  expect(store).toMatchObject({ says: 'no recibe nada (STORE_DAMAGED)', next: words!.errors['STORE_DAMAGED']!.next });
  expect(store!.next).toContain('recado restore');
});
