import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import type { Policy, ProgrammePolicy } from '../../src/outbox/policy.ts';
import { FakeChannel, type House, openHouse } from './house.ts';

const LLERA: ProgrammePolicy = {
  zone: 'America/Monterrey',
  prices: [{ form: 'whatsapp', milli: 50_000, currency: 'MXN', verifiedOn: '2026-09-01' }],
  budget: { minor: 100, currency: 'MXN' }, // one peso: two messages of fifty cents
};
const policy = (over: Partial<ProgrammePolicy> = {}): Policy => ({
  programmes: { llera: { ...LLERA, ...over } },
  smsFrom: null,
});

let house: House;
let now: Policy;
beforeEach(async () => {
  now = policy();
  house = await openHouse({
    channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud', { window: false })],
    deps: { policy: () => now },
  });
  const since = house.clock.now();
  await house.write(
    { op: 'insert', table: 'enrolment', values: { person_id: 'ana', programme: 'llera', state: 'active', since } },
    // The thousand that Meta does not charge have been sent this month.
    spent({ category: 'service', messages: 1_000, currency: 'MXN' }),
    { op: 'insert', table: 'lane', values: { id: 'lane-marta', created_at: since } },
    { op: 'insert', table: 'person', values: { id: 'marta', lane_id: 'lane-marta', name: 'Marta', created_at: since } },
    { op: 'insert', table: 'staff', values: { person_id: 'marta', role: 'coordinator', programme: 'llera', since } },
  );
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

function spent(over: Record<string, string | number>) {
  const row = {
    month: '2026-03',
    programme: 'llera',
    channel: 'whatsapp-cloud',
    our_number: 'our',
    category: 'utility',
  };
  return { op: 'insert', table: 'spend', values: { ...row, currency: 'MXN', ...over } } as const;
}

const told = () => house.read(`select person_id, payload from event where name = 'say' order by seq`);
const total = async () => (await house.read(`select sum(cost) as cost, sum(messages) as messages from spend`))[0];

describe('what was sent is counted', () => {
  test('each row keeps what it is expected to cost, and the month its sum', async () => {
    const id = await house.queue('Hola');
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'accepted', cost: 50_000, currency: 'MXN', segments: 1 });
    expect(await total()).toEqual({ cost: 50_000, messages: 1_001 });
    await house.status('delivered', { outboxId: id, providerId: `wamid.${house.channel.sent.length}` });
    expect(await total()).toEqual({ cost: 50_000, messages: 1_001 });
  });

  test('the first thousand of a number in a month are free', async () => {
    await house.write({ op: 'update', table: 'spend', key: { category: 'service' }, set: { messages: 999 } });
    await house.queue('la última que no cuesta');
    await house.outbox.tick();
    const id = await house.queue('Hola');
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ cost: 50_000 });
    expect(await house.read('select cost from outbox order by seq')).toEqual([{ cost: 0 }, { cost: 50_000 }]);
  });

  test('without a price it is counted, and its cost is not made up', async () => {
    now = policy({ prices: [] });
    const id = await house.queue('Hola');
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ cost: null, currency: null });
    expect(await house.read(`select messages, cost from spend where currency = ''`)).toEqual([
      { messages: 1, cost: 0 },
    ]);
  });
});

describe('the budget of a month', () => {
  test('coordinators are told at 80 % and at 100 %, once each', async () => {
    now = policy({ budget: { minor: 250, currency: 'MXN' } });
    for (let n = 0; n < 8; n++) {
      await house.queue(`m${n}`);
      await house.pass(HOUR);
    }
    const said = (await told()).map(({ person_id, payload }) => [person_id, JSON.parse(String(payload)).key]);
    expect(said).toEqual([
      ['marta', 'budget.nearly'],
      ['marta', 'budget.spent'],
    ]);
  });

  test('with the budget spent nudges are dropped with a reason; replies, lessons and words to staff go', async () => {
    await house.write(spent({ cost: 100_000 }));
    const nudge = await house.queue('recordatorio', { kind: 'reminder' });
    const notice = await house.queue('aviso', { kind: 'broadcast' });
    const rest = [
      await house.queue('respuesta', { kind: 'reply' }),
      await house.queue('lección', { kind: 'lesson' }),
      await house.queue('caso', { kind: 'staff' }),
    ];
    await house.pass(HOUR);
    for (const id of [nudge, notice])
      expect(await house.row(id)).toMatchObject({ state: 'dropped', why: 'budget-spent' });
    for (const id of rest) expect(await house.row(id)).toMatchObject({ state: 'accepted' });
  });

  test('near the end of the month a nudge waits for the new one, which begins at midnight there', async () => {
    await house.write(spent({ cost: 100_000 }));
    house.clock.set(Date.parse('2026-03-30T10:00:00-06:00'));
    const id = await house.queue('aviso', { kind: 'broadcast' });
    const late = await house.queue('hoy', { kind: 'reminder', expiresAt: house.clock.now() + DAY });
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({
      state: 'pending',
      next_at: Date.parse('2026-04-01T00:00:00-06:00'),
    });
    expect(await house.row(late)).toMatchObject({ state: 'dropped', why: 'budget-spent' });
    await house.pass(2 * DAY);
    expect(await house.row(id)).toMatchObject({ state: 'accepted' });
    expect(await house.read(`select distinct month from spend order by month`)).toEqual([
      { month: '2026-03' },
      { month: '2026-04' },
    ]);
  });
});
