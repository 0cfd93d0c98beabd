import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { TRIES_TO_SEND } from '../../src/outbox/limits.ts';
import { FakeChannel, type House, openHouse, refused } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

const gaps = (one: House) => one.channel.sent.slice(1).map((s, i) => s.at - one.channel.sent[i]!.at);

describe('transient refusals', () => {
  test('500: again with growing waits and jitter, then accepted', async () => {
    const id = await house.queue('Hola');
    house.channel.answers = [refused('retry', '500'), refused('retry', '500'), refused('retry', '500')];
    await house.pass(HOUR);
    expect(await house.row(id)).toMatchObject({ state: 'accepted', attempts: 4, repeat: 0, code: null });
    const [first, second, third] = gaps(house) as [number, number, number];
    expect(first).toBeGreaterThanOrEqual(1 * SECOND);
    expect(first).toBeLessThanOrEqual(2 * SECOND);
    expect(second).toBeGreaterThanOrEqual(4 * SECOND);
    expect(third).toBeGreaterThanOrEqual(16 * SECOND);
  });

  test('500 for ever: given up with a reason and one task for the team, not one for each message', async () => {
    house.channel.always = refused('retry', '500');
    const id = await house.queue('Hola', { question: 'q1' });
    await house.sleepingTimer('q1');
    await house.queue('otra');
    await house.pass(5 * HOUR);
    expect(await house.row(id)).toMatchObject({
      state: 'failed',
      why: 'tries-spent',
      code: '500',
      attempts: TRIES_TO_SEND,
    });
    expect(await house.read('select person_id, topic, state from task')).toEqual([
      { person_id: 'ana', topic: 'delivery', state: 'open' },
    ]);
    expect(await house.timer('q1')).not.toMatchObject({ due_at: null });
  });

  test('an outage of forty minutes loses nothing', async () => {
    const until = house.clock.now() + 40 * MINUTE;
    house.channel.always = () =>
      house.clock.now() < until
        ? refused('retry', '503')
        : { outcome: 'accepted', providerId: `p${house.clock.now()}` };
    const ids = [await house.queue('uno'), await house.queue('dos')];
    await house.pass(2 * HOUR);
    for (const id of ids) expect(await house.row(id)).toMatchObject({ state: 'accepted' });
  });

  test('Retry-After is honoured', async () => {
    house.channel.answers = [refused('retry', '503', 90 * SECOND - 0.5)]; // a header may say 89.9995
    await house.queue('Hola');
    await house.pass(HOUR);
    expect(gaps(house)).toEqual([90 * SECOND]);
  });
});

describe('throttling', () => {
  test('429 slows the whole line, does not count as a try, and nothing is lost', async () => {
    await house.address('luz');
    await house.address('eva');
    const ids = [
      await house.queue('1'),
      await house.queue('2', { address: 'luz' }),
      await house.queue('3', { address: 'eva' }),
    ];
    const until = house.clock.now() + 20 * SECOND;
    house.channel.always = (sent) =>
      sent.at < until ? refused('throttle', '130429') : { outcome: 'accepted', providerId: `p-${sent.outboxId}` };
    await house.pass(10 * MINUTE);
    for (const id of ids) expect(await house.row(id)).toMatchObject({ state: 'accepted', attempts: 1 });
    // One step slower for those that were in flight together: far fewer than a request a second each.
    expect(house.channel.sent.length).toBeLessThan(25);
  });

  test('429 with Retry-After rests for so long', async () => {
    house.channel.answers = [refused('throttle', '429', 30 * SECOND)];
    await house.queue('Hola');
    await house.pass(5 * MINUTE);
    expect(gaps(house)).toEqual([30 * SECOND]);
  });

  test('the pair limit of the provider (131056) rests one address alone: 4, 16, 64 seconds', async () => {
    await house.address('luz');
    house.channel.always = ({ to, at, outboxId }) =>
      to.raw === 'raw-ana' && at < start + 30 * SECOND
        ? refused('pair-wait', '131056')
        : { outcome: 'accepted', providerId: outboxId };
    const start = house.clock.now();
    await house.queue('a Ana');
    await house.queue('a Luz', { address: 'luz' });
    await house.outbox.tick();
    expect(house.channel.sent.map((s) => s.to.raw).sort()).toEqual(['raw-ana', 'raw-luz']);
    await house.pass(5 * MINUTE);
    const ana = house.channel.sent.filter((s) => s.to.raw === 'raw-ana').map((s) => s.at - start);
    expect(ana[1]).toBeGreaterThanOrEqual(2 * SECOND);
    expect(ana[1]).toBeLessThanOrEqual(4 * SECOND);
    expect(ana[2]! - ana[1]!).toBeGreaterThanOrEqual(8 * SECOND);
    expect(await house.read(`select state from outbox where address_id = 'ana'`)).toEqual([{ state: 'accepted' }]);
  });

  test('our own pair limit: a burst, then one every six seconds to one address; others do not wait', async () => {
    const one = await openHouse({
      channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud', { pairEvery: 6 * SECOND, pairBurst: 3 })],
    });
    await one.address('luz');
    const start = one.clock.now();
    for (let n = 1; n <= 5; n++) await one.queue(`a${n}`);
    await one.queue('luz', { address: 'luz' });
    await one.pass(MINUTE);
    const toAna = one.channel.sent.filter((s) => s.to.raw === 'raw-ana');
    expect(toAna.map((s) => s.message.text)).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(toAna.map((s) => s.at - start)).toEqual([0, 0, 0, 6_000, 12_000]);
    expect(one.channel.sent.find((s) => s.to.raw === 'raw-luz')!.at).toBe(start);
    await one.close();
  });

  test('a spam limit (131048) rests broadcasts for an hour; replies go on', async () => {
    await house.address('luz');
    await house.address('eva');
    house.channel.answers = [refused('slow-campaigns', '131048')];
    const start = house.clock.now();
    await house.queue('aviso 1', { kind: 'broadcast', address: 'luz' });
    await house.outbox.tick();
    await house.queue('aviso 2', { kind: 'broadcast', address: 'eva' });
    await house.queue('respuesta');
    await house.pass(2 * HOUR);
    expect(house.channel.sent.map((s) => [s.message.text, Math.round((s.at - start) / HOUR)])).toEqual([
      ['aviso 1', 0],
      ['respuesta', 0],
      ['aviso 2', 1],
      ['aviso 1', 1],
    ]);
  });

  test('80 a second and no more', async () => {
    const one = await openHouse({ channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud', { perSecond: 20 })] });
    for (let n = 0; n < 60; n++) await one.address(`a${n}`);
    for (let n = 0; n < 60; n++) await one.queue(`m${n}`, { address: `a${n}`, kind: 'broadcast' });
    const start = one.clock.now();
    await one.pass(10 * SECOND);
    const times = one.channel.sent.map((s) => s.at - start);
    expect(times).toHaveLength(60);
    expect(times.filter((t) => t === 0)).toHaveLength(20);
    expect(times.at(-1)).toBe(2_000);
    await one.close();
  });
});

describe('an expired token', () => {
  test('stops the channel, keeps the queue, asks the provider now and then, and goes on when it is well', async () => {
    for (const id of ['luz', 'eva']) await house.address(id);
    house.channel.well = false;
    house.channel.always = refused('stop-channel', '190');
    const ids = [await house.queue('1'), await house.queue('2', { address: 'luz' })];
    await house.outbox.tick();
    const stop = house.outbox.health()[0]!.stopped!;
    expect(stop).toMatchObject({ code: '190', since: house.clock.now() });
    const tried = house.channel.sent.length;
    ids.push(await house.queue('3', { address: 'eva' }));
    await house.pass(HOUR);
    expect(house.channel.sent).toHaveLength(tried);
    expect(house.channel.probes).toBeGreaterThan(3);
    expect(house.channel.probes).toBeLessThan(20);
    for (const id of ids) expect(await house.row(id)).toMatchObject({ state: 'pending', attempts: 0 });

    house.channel.well = true;
    house.channel.always = undefined;
    await house.pass(11 * MINUTE);
    for (const id of ids) expect(await house.row(id)).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(house.outbox.health()[0]!.stopped).toBeNull();
  });

  test('well when asked but refused again (an unpaid bill): one message on trial, longer waits, nothing lost', async () => {
    for (let n = 0; n < 10; n++) await house.address(`a${n}`);
    for (let n = 0; n < 10; n++) await house.queue(`m${n}`, { address: `a${n}` });
    house.channel.always = refused('stop-channel', '131042');
    await house.outbox.tick();
    const tried = house.channel.sent.length;
    await house.pass(HOUR);
    expect(house.channel.sent.length - tried).toBeLessThan(15);
    expect(await house.read(`select count(*) as n from outbox where state = 'pending'`)).toEqual([{ n: 10 }]);
    house.channel.always = undefined;
    await house.pass(HOUR);
    expect(await house.read(`select count(*) as n from outbox where state = 'accepted'`)).toEqual([{ n: 10 }]);
  });

  test('told by a status (no SIM, no permission): it stops as well, nothing burns, and only what goes out opens it', async () => {
    for (const id of ['luz', 'eva', 'sol']) await house.address(id);
    const first = await house.queue('1');
    await house.outbox.tick();
    await house.status('failed', { code: 'NO_SIM', reaction: 'stop-channel' });
    expect(house.outbox.health()[0]!.stopped).toMatchObject({ code: 'NO_SIM' });
    const ids = [first];
    for (const address of ['luz', 'eva', 'sol']) ids.push(await house.queue('2', { address }));
    // The provider says that all is well and takes each, and each fails afterwards.
    await house.pass(20 * MINUTE);
    expect(house.channel.sent.length).toBeLessThan(12);
    expect(house.outbox.health()[0]!.stopped).not.toBeNull();
    await house.status('sent', { providerId: `wamid.${house.channel.sent.length}` });
    await house.pass(HOUR);
    expect(house.outbox.health()[0]!.stopped).toBeNull();
    for (const id of ids) expect((await house.row(id))['state']).not.toBe('failed');
    expect(new Set(house.channel.sent.map(({ outboxId }) => outboxId))).toEqual(new Set(ids));
  });

  test('the other channel goes on', async () => {
    const two = await openHouse({
      channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud'), new FakeChannel(clock, 'twilio-sms')],
    });
    await two.address('luz', {}, 'twilio-sms');
    two.channels[0]!.always = refused('stop-channel', '190');
    two.channels[0]!.well = false;
    await two.queue('a Ana');
    await two.outbox.tick();
    await two.queue('a Luz', { address: 'luz' });
    await two.outbox.tick();
    expect(two.channels[1]!.texts).toEqual(['a Luz']);
    await two.close();
  });
});

describe('final refusals', () => {
  test('21610: the address is marked as stopped at the provider, and what waits for her is dropped', async () => {
    house.channel.answers = [refused('opt-out', '21610')];
    const first = await house.queue('uno');
    const second = await house.queue('dos');
    await house.outbox.tick();
    expect(await house.row(first)).toMatchObject({ state: 'dropped', why: 'opted-out-at-provider', code: '21610' });
    expect(await house.row(second)).toMatchObject({ state: 'dropped', why: 'opted-out-at-provider' });
    expect(await house.read(`select opted_out_by, opted_out_at from address where id = 'ana'`)).toEqual([
      { opted_out_by: 'provider', opted_out_at: house.clock.now() },
    ]);
    expect(house.channel.sent).toHaveLength(1);
  });

  test('21610 to a reply: she wrote to us and cannot be answered, so somebody tells her to send START', async () => {
    house.channel.answers = [refused('opt-out', '21610')];
    await house.queue('uno', { kind: 'reply' });
    await house.outbox.tick();
    expect(await house.read('select topic, why from task')).toEqual([
      { topic: 'delivery', why: 'opted-out-at-provider' },
    ]);
  });

  test('a dead number: marked, one task, nothing more is sent there', async () => {
    house.channel.answers = [refused('bad-address', '63024')];
    await house.queue('uno');
    const second = await house.queue('dos');
    await house.outbox.tick();
    expect(await house.row(second)).toMatchObject({ state: 'dropped', why: 'bad-address' });
    expect(await house.read(`select dead_at from address where id = 'ana'`)).toEqual([{ dead_at: house.clock.now() }]);
    expect(await house.read('select topic, why from task')).toEqual([{ topic: 'dead-number', why: 'dead-number' }]);
    expect(house.channel.sent).toHaveLength(1);
  });

  test('not on WhatsApp: by SMS where she has SMS, keeping its place in the group and its question', async () => {
    const two = await openHouse({
      channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud'), new FakeChannel(clock, 'twilio-sms')],
    });
    await two.address('ana-sms', {}, 'twilio-sms', 'ana');
    await two.sleepingTimer('q1');
    two.channels[0]!.answers = [refused('other-channel', '131026'), refused('other-channel', '131026')];
    await two.queue('uno', { group: 'g', part: 0 });
    await two.queue('dos', { group: 'g', part: 1, question: 'q1' });
    two.channels[1]!.answers = [refused('retry', '500')];
    await two.outbox.tick();
    expect(await two.timer('q1')).toMatchObject({ due_at: null });
    expect(two.channels[0]!.texts).toEqual(['uno']);
    await two.pass(HOUR);
    expect(two.channels[1]!.texts).toEqual(['uno', 'uno', 'dos']);
    expect(await two.timer('q1')).not.toMatchObject({ due_at: null });
    expect(await two.read('select count(*) as n from task')).toEqual([{ n: 0 }]);
    await two.close();
  });

  test('not on WhatsApp and no SMS: failed with a task', async () => {
    house.channel.answers = [refused('other-channel', '131026')];
    const id = await house.queue('uno');
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'failed', why: 'not-reachable' });
    expect(await house.read('select person_id from task')).toEqual([{ person_id: 'ana' }]);
  });

  test('the window is closed by the provider’s clock: the template goes at the next attempt', async () => {
    const template = { name: 'hola_1', language: 'es_MX', parameters: [] };
    house.channel.answers = [refused('template', '131047')];
    await house.queue('libre', { message: { template } });
    await house.outbox.tick();
    expect(house.channel.sent.map((s) => s.message.template?.name)).toEqual([undefined, 'hola_1']);
  });

  test('held back as marketing: again a day later', async () => {
    house.channel.answers = [refused('wait-a-day', '131049')];
    const id = await house.queue('aviso', { kind: 'broadcast' });
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'pending', next_at: house.clock.now() + DAY });
  });
});
