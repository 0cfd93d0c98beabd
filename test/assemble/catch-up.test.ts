import { expect, it } from 'vitest';
import { catchUp } from '../../src/assemble/catch-up.ts';
import { HandClock, HOUR } from '../../src/base/clock.ts';
import { silentLog } from '../../src/base/log.ts';
import type { Inbound } from '../../src/domain/inbound.ts';

/** An app with a memory for its settings, and a provider that answers what it was asked. */
function bench(list: (since: number) => readonly Inbound[]) {
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
      if (name === 'store.settings.get') return settings.get(input.name) ?? null;
      settings.set(input.name, input.value!);
      return null;
    },
  } as unknown as Parameters<typeof catchUp>[0];
  return { app, accepted, asked, settings };
}

const HOLA = { providerId: 'SM1' } as Inbound;

it('a number with a past begins at our first start: nobody is answered what she wrote before', async () => {
  const { app, accepted, asked } = bench(() => [HOLA]);
  const clock = new HandClock(10 * HOUR);
  await catchUp(app, clock, silentLog);
  expect([accepted, asked]).toEqual([[], []]);
  clock.advance(5 * HOUR);
  await catchUp(app, clock, silentLog);
  expect([accepted, asked]).toEqual([[HOLA], [9 * HOUR]]);
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
