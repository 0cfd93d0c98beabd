import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../src/base/clock.ts';
import type { SendResult } from '../../src/channels/port.ts';
import { climb, failureCounts, type Rung } from '../../src/outbox/ladder.ts';
import type { OutboxRow } from '../../src/outbox/row.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

describe('statuses climb', () => {
  test('in order, each stamps its time', async () => {
    const id = await house.queue('Hola');
    await house.outbox.tick();
    const at = house.clock.now();
    await house.status('sent', { at: at + 1_000 });
    await house.status('delivered', { at: at + 2_000 });
    await house.status('read', { at: at + 3_000 });
    expect(await house.row(id)).toMatchObject({
      state: 'read',
      accepted_at: at,
      sent_at: at + 1_000,
      delivered_at: at + 2_000,
      read_at: at + 3_000,
    });
  });

  test('reversed and repeated in one webhook: the same end', async () => {
    const id = await house.queue('Hola');
    await house.outbox.tick();
    const our = { channel: 'whatsapp-cloud', number: 'our' } as const;
    const at = house.clock.now();
    const ladder = (['read', 'delivered', 'sent', 'read', 'accepted', 'sent'] as const).map((status) => ({
      our,
      providerId: 'wamid.1',
      status,
      at: at + 5,
    }));
    await house.outbox.status(ladder);
    await house.outbox.status(ladder);
    expect(await house.row(id)).toMatchObject({
      state: 'read',
      accepted_at: at,
      sent_at: at + 5,
      delivered_at: at + 5,
      read_at: at + 5,
    });
  });

  test('delivered and failed, in either order: delivered', async () => {
    const first = await house.queue('uno');
    await house.outbox.tick();
    await house.status('delivered');
    await house.status('failed', { code: '131026', reaction: 'other-channel' });
    expect(await house.row(first)).toMatchObject({ state: 'delivered', code: null });

    const second = await house.queue('dos');
    await house.outbox.tick();
    await house.status('failed', { providerId: 'wamid.2', code: '131026', reaction: 'other-channel' });
    expect(await house.row(second)).toMatchObject({ state: 'failed', why: 'not-reachable', code: '131026' });
    await house.status('sent', { providerId: 'wamid.2' }); // told late: it was sent before it failed
    expect(await house.row(second)).toMatchObject({ state: 'failed' });
    await house.status('delivered', { providerId: 'wamid.2' });
    expect(await house.row(second)).toMatchObject({ state: 'delivered', why: null, ended_at: null });
  });

  test('another channel’s or number’s id of the same name is not ours', async () => {
    const id = await house.queue('Hola');
    await house.outbox.tick();
    await house.status('read', { our: { channel: 'twilio-sms', number: 'our' } });
    expect(await house.row(id)).toMatchObject({ state: 'accepted' });
  });
});

describe('a status before the answer to our own request', () => {
  test('with our id: the row is settled; the answer then only adds the provider’s id', async () => {
    const id = await house.queue('Hola', { question: 'q1' });
    await house.sleepingTimer('q1');
    house.channel.answers = [
      async (sent) => {
        await house.status('delivered', { outboxId: sent.outboxId, providerId: 'wamid.early' });
        expect(await house.row(id)).toMatchObject({ state: 'delivered', provider_id: 'wamid.early' });
        return { outcome: 'accepted', providerId: 'wamid.early', segments: 2 };
      },
    ];
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'delivered', provider_id: 'wamid.early', segments: 2 });
    expect(await house.timer('q1')).not.toMatchObject({ due_at: null });
  });

  test('with our id, and the answer is lost: settled all the same', async () => {
    const id = await house.queue('Hola');
    house.channel.answers = [
      async (sent) => {
        await house.status('sent', { outboxId: sent.outboxId, providerId: 'wamid.early' });
        return { outcome: 'unknown', detail: 'reset' };
      },
    ];
    await house.pass(MINUTE);
    expect(await house.row(id)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(house.channel.sent).toHaveLength(1);
  });

  test('without our id: kept as a stray, applied with the answer, and forgotten', async () => {
    const id = await house.queue('Hola');
    house.channel.answers = [
      async () => {
        await house.status('read', { providerId: 'wamid.stray', at: house.clock.now() + 7 });
        await house.status('sent', { providerId: 'wamid.stray', at: house.clock.now() + 5 });
        expect(await house.read('select status from stray_status order by status')).toEqual([
          { status: 'read' },
          { status: 'sent' },
        ]);
        return { outcome: 'accepted', providerId: 'wamid.stray' };
      },
    ];
    await house.outbox.tick();
    const at = house.clock.now();
    expect(await house.row(id)).toMatchObject({ state: 'read', sent_at: at + 5, read_at: at + 7, delivered_at: null });
    expect(await house.read('select * from stray_status')).toEqual([]);
  });

  test('a stray failure is not lost either', async () => {
    const id = await house.queue('Hola');
    house.channel.answers = [
      async () => {
        await house.status('failed', { providerId: 'wamid.stray', code: '63024', reaction: 'bad-address' });
        return { outcome: 'accepted', providerId: 'wamid.stray' };
      },
    ];
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'failed', why: 'bad-address', provider_id: 'wamid.stray' });
  });

  test('strays of nobody are forgotten after days', async () => {
    await house.status('read', { providerId: 'somebody-else' });
    await house.pass(3 * DAY);
    await house.status('read', { providerId: 'newer' });
    expect(await house.read('select provider_id from stray_status')).toEqual([{ provider_id: 'newer' }]);
  });
});

describe('failures told later', () => {
  test('63016 in a callback after a 201: window closed, the template goes next', async () => {
    const template = { name: 'hola_1', language: 'es_MX', parameters: [] };
    const id = await house.queue('libre', { message: { template } });
    await house.outbox.tick();
    await house.status('failed', { code: '63016', reaction: 'template' });
    await house.outbox.tick();
    expect(house.channel.sent.map((s) => s.message.template?.name)).toEqual([undefined, 'hola_1']);
    expect(await house.row(id)).toMatchObject({ state: 'accepted', provider_id: 'wamid.2' });
  });

  test('the same failure told twice does not fail the attempt that followed it', async () => {
    const id = await house.queue('Hola');
    await house.outbox.tick();
    await house.status('failed', { outboxId: id, code: '30003', reaction: 'retry' });
    expect(await house.row(id)).toMatchObject({ state: 'pending', attempts: 1 });
    await house.status('failed', { outboxId: id, code: '30003', reaction: 'retry' });
    let during: unknown;
    house.channel.answers = [
      async (): Promise<SendResult> => {
        await house.status('failed', { outboxId: id, code: '30003', reaction: 'retry' });
        during = (await house.row(id))['state'];
        return { outcome: 'accepted', providerId: 'wamid.second' };
      },
    ];
    await house.pass(MINUTE);
    expect(await house.row(id)).toMatchObject({ state: 'accepted', provider_id: 'wamid.second', attempts: 2 });
    expect(during).toBe('sending');
    expect(house.channel.sent).toHaveLength(2);
  });

  test('a failure without a table entry is said to the coordinator', async () => {
    const id = await house.queue('Hola');
    await house.outbox.tick();
    await house.status('failed', { code: '99999' });
    expect(await house.row(id)).toMatchObject({ state: 'failed', why: 'refused', code: '99999' });
  });
});

const base = {
  state: 'accepted',
  provider_id: 'p',
  accepted_at: 1,
  sent_at: null,
  delivered_at: null,
  read_at: null,
} as unknown as OutboxRow;
const statusArb = fc.array(fc.constantFrom<Rung | 'failed'>('accepted', 'sent', 'delivered', 'read', 'failed'), {
  maxLength: 8,
});

test('any order, any number of times: the best news wins, and a failure counts only against nothing better', () => {
  const apply = (order: readonly (Rung | 'failed')[]): OutboxRow => {
    let row = base;
    for (const [i, status] of order.entries()) {
      if (status !== 'failed') row = { ...row, ...climb(row, status, 'p', i * SECOND, 9) } as OutboxRow;
      else if (failureCounts(row, 'p')) row = { ...row, state: 'failed' };
    }
    return row;
  };
  fc.assert(
    fc.property(statusArb, (order) => {
      const best = (['read', 'delivered'] as const).find((rung) => order.includes(rung));
      const weaker = order.includes('failed') ? 'failed' : order.includes('sent') ? 'sent' : 'accepted';
      expect(apply(order).state).toBe(best ?? weaker);
      expect(apply([...order, ...order]).state).toBe(apply(order).state);
    }),
    { numRuns: 300 },
  );
});
