import { expect, it } from 'vitest';
import { beginAsking, catchUp } from '../../src/assemble/catch-up.ts';
import { HandClock, HOUR } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Inbound } from '../../src/domain/inbound.ts';

/** An app with a memory for its settings, and a provider that answers what it was asked. */
function bench(list: (since: number) => readonly Inbound[], erased: readonly (readonly [string, number])[] = []) {
  const settings = new Map<string, string>();
  const accepted: Inbound[] = [];
  const asked: number[] = [];
  const listMissed = async (since: number) => {
    asked.push(since);
    return list(since);
  };
  const app = {
    channels: { channels: [{ id: 'simulator-sms' }, { id: 'twilio-sms', listMissed }] },
    inbox: {
      accept: async (found: readonly Inbound[]) => {
        accepted.push(...found);
        return found.map(() => 'new' as const);
      },
    },
    operate: async ({ name }: { name: string }, input: { name: string; value?: string }) => {
      if (name === 'privacy.erased-at') return erased;
      if (name === 'store.settings.get') return settings.get(input.name) ?? null;
      settings.set(input.name, input.value!);
      return null;
    },
  } as unknown as Parameters<typeof catchUp>[0];
  return { app, accepted, asked, settings };
}

const HOLA = { providerId: 'SM1', sender: { raw: '+521' } } as Inbound;

it('a number with a past begins at our first start: nobody is answered what she wrote before', async () => {
  const { app, accepted, asked } = bench(() => [HOLA]);
  const clock = new HandClock(10 * HOUR);
  await catchUp(app, clock, silentLog);
  expect([accepted, asked]).toEqual([[], []]);
  clock.advance(5 * HOUR);
  await catchUp(app, clock, silentLog);
  expect([accepted, asked]).toEqual([[HOLA], [9 * HOUR]]);
});

it('a first start that dies before it asked is asked for from its beginning, and never what was there before', async () => {
  const { app, accepted, asked } = bench(() => [HOLA]);
  const clock = new HandClock(10 * HOUR);
  await beginAsking(app, clock.now());
  clock.advance(HOUR / 2); // it died; the next one begins nothing anew
  await beginAsking(app, clock.now());
  await catchUp(app, clock, silentLog);
  clock.advance(HOUR / 4);
  await catchUp(app, clock, silentLog);
  clock.advance(HOUR * 2);
  await catchUp(app, clock, silentLog);
  expect(asked).toEqual([10 * HOUR, 10 * HOUR, 10 * HOUR]);
  clock.advance(HOUR * 2);
  await catchUp(app, clock, silentLog);
  expect(asked.at(-1)).toBe(11.75 * HOUR);
  expect(accepted).toHaveLength(4);
});

it('what somebody sent who was erased since does not come back, and what she sends as somebody new does', async () => {
  const of = (providerId: string, sentAt: number, phone: string) =>
    ({ providerId, sentAt, sender: { raw: phone, phone } }) as Inbound;
  const list = [of('before', 4, '+521'), of('at', 5, '+521'), of('after', 6, '+521'), of('another', 4, '+522')];
  const { app, accepted } = bench(() => list, [['+521', 5]]);
  await beginAsking(app, 1);
  await catchUp(app, new HandClock(10), silentLog);
  expect(accepted.map(({ providerId }) => providerId)).toEqual(['after', 'another']);
});

it('where it fails the mark stays, and all of it is asked for again', async () => {
  let well = true;
  const { app, accepted, asked } = bench(() => {
    if (!well) throw new RangeError('more than can be taken');
    return [HOLA];
  });
  const clock = new HandClock(10 * HOUR);
  await catchUp(app, clock, silentLog);
  well = false;
  clock.advance(HOUR);
  await catchUp(app, clock, silentLog);
  well = true;
  clock.advance(HOUR);
  await catchUp(app, clock, silentLog);
  expect(asked).toEqual([9 * HOUR, 9 * HOUR]);
  expect(accepted).toEqual([HOLA]);
});
