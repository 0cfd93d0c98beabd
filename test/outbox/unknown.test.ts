import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/base/clock.ts';
import { NO_POLICY } from '../../src/outbox/policy.ts';
import { type House, lockDatabase, openHouse, UNKNOWN } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

const NEVER = new Promise<never>(() => {});

describe('the connection dropped after the request was written', () => {
  test('a status tells in time that it was taken: no repeat', async () => {
    const id = await house.queue('Hola');
    house.channel.answers = [UNKNOWN];
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'unknown' });
    expect(await house.outbox.nextDue()).toBe(house.clock.now() + 15 * SECOND);
    house.clock.advance(14 * SECOND);
    await house.status('sent', { outboxId: id, providerId: 'wamid.real' });
    await house.pass(5 * MINUTE);
    expect(house.channel.sent).toHaveLength(1);
    expect(await house.row(id)).toMatchObject({ state: 'sent', provider_id: 'wamid.real', repeat: 0 });
  });

  test('no status in 15 s: a reply goes exactly once more, marked as a possible repeat', async () => {
    const id = await house.queue('Hola');
    house.channel.answers = [UNKNOWN];
    await house.pass(5 * MINUTE);
    expect(house.channel.sent.map((s) => [s.attempt, s.at - house.channel.sent[0]!.at])).toEqual([
      [1, 0],
      [2, 15 * SECOND],
    ]);
    expect(await house.row(id)).toMatchObject({ state: 'accepted', repeat: 1 });
  });

  test('unknown twice: doubtful, never a third time; a late status still climbs', async () => {
    const id = await house.queue('Hola', { question: 'q1' });
    await house.sleepingTimer('q1');
    house.channel.always = UNKNOWN;
    await house.pass(5 * MINUTE);
    expect(house.channel.sent).toHaveLength(2);
    expect(await house.row(id)).toMatchObject({ state: 'doubtful', why: 'doubtful' });
    expect(await house.timer('q1')).not.toMatchObject({ due_at: null });
    await house.status('delivered', { outboxId: id });
    expect(await house.row(id)).toMatchObject({ state: 'delivered', why: null, ended_at: null });
  });

  test('a reminder is rather missed than doubled: doubtful after ten minutes', async () => {
    const id = await house.queue('Recuerde', { kind: 'reminder' });
    house.channel.answers = [UNKNOWN];
    const start = house.clock.now();
    await house.pass(9 * MINUTE);
    expect(await house.row(id)).toMatchObject({ state: 'unknown' });
    await house.pass(2 * MINUTE);
    expect(house.channel.sent).toHaveLength(1);
    expect(await house.row(id)).toMatchObject({ state: 'doubtful', ended_at: start + 10 * MINUTE });
  });

  test('an unknown outcome frees the address for replies, not for reminders', async () => {
    house.channel.answers = [UNKNOWN];
    await house.queue('uno', { kind: 'lesson' });
    await house.outbox.tick();
    await house.queue('recordatorio', { kind: 'reminder' });
    await house.queue('respuesta');
    await house.outbox.tick();
    expect(house.channel.texts).toEqual(['uno', 'respuesta']);
    await house.pass(11 * MINUTE);
    expect(house.channel.texts).toEqual(['uno', 'respuesta', 'recordatorio']);
  });

  test('the next part of its own group waits until the unknown outcome is told', async () => {
    house.channel.answers = [UNKNOWN];
    const first = await house.queue('uno', { group: 'g' });
    await house.queue('dos', { group: 'g', part: 1 });
    await house.queue('otra respuesta');
    await house.outbox.tick();
    expect(house.channel.texts).toEqual(['uno', 'otra respuesta']);
    await house.status('delivered', { outboxId: first });
    await house.outbox.tick();
    expect(house.channel.texts).toEqual(['uno', 'otra respuesta', 'dos']);
  });
});

describe('a restart with messages in flight', () => {
  test('what was `sending` is unknown: told by a status, or a reply goes once more after 15 s', async () => {
    await house.address('luz');
    const told = await house.queue('uno');
    const untold = await house.queue('dos', { address: 'luz' });
    house.channel.always = () => NEVER;
    void house.outbox.tick();
    await expect.poll(() => house.channel.sent.length).toBe(2);
    house.channel.always = undefined;
    house.clock.advance(MINUTE);
    house.restart(); // the old outbox is as good as killed: its answers never come

    await house.outbox.tick();
    expect(await house.row(told)).toMatchObject({ state: 'unknown', sending_at: house.clock.now() });
    await house.status('sent', { outboxId: told, providerId: 'wamid.told' });
    await house.pass(MINUTE);
    expect(house.channel.sent.map((s) => s.outboxId)).toEqual([told, untold, untold]);
    expect(await house.row(told)).toMatchObject({ state: 'sent', attempts: 1, repeat: 0 });
    expect(await house.row(untold)).toMatchObject({ state: 'accepted', attempts: 2, repeat: 1 });
  });

  test('a repeat that the next restart cuts off goes again; one that the provider leaves unanswered does not', async () => {
    const id = await house.queue('uno');
    house.channel.always = () => NEVER;
    for (const attempt of [1, 2, 3]) {
      void house.pass(MINUTE);
      await expect.poll(() => house.channel.sent.length).toBe(attempt);
      house.restart();
    }
    house.channel.always = UNKNOWN;
    await house.pass(5 * MINUTE);
    expect(house.channel.sent).toHaveLength(4);
    expect(await house.row(id)).toMatchObject({ state: 'doubtful', attempts: 4, repeat: 1 });
  });

  test('an answer of the attempt before is nothing to the attempt that followed', async () => {
    const id = await house.queue('uno');
    house.channel.answers = [UNKNOWN, () => NEVER];
    await house.outbox.tick();
    house.clock.advance(15 * SECOND);
    void house.outbox.tick();
    await expect.poll(() => house.channel.sent.length).toBe(2);
    const late = { id, attempt: 1, result: { outcome: 'refused', reaction: 'bad-address', code: 'x', wait: 0 } };
    await house.store.operate(
      { name: 'outbox.settle' },
      { results: [late], sms: [], policy: NO_POLICY },
      { now: house.clock.now(), seed: 's' },
    );
    expect(await house.row(id)).toMatchObject({ state: 'sending', attempts: 2 });
    house.restart();
  });
});

describe('the store fails while an answer is being written', () => {
  test('the answer is kept and written later; the message is not sent again', async () => {
    const id = await house.queue('uno');
    let release: (() => void) | undefined;
    house.channel.answers = [
      () => {
        release = lockDatabase(house.dir);
        return { outcome: 'accepted', providerId: 'wamid.kept' };
      },
    ];
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'sending' });
    release?.();
    await house.pass(MINUTE);
    expect(await house.row(id)).toMatchObject({ state: 'accepted', provider_id: 'wamid.kept' });
    expect(house.channel.sent).toHaveLength(1);
  });
});
