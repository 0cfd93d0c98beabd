import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { WAVE } from '../../src/outbox/out-of-reach.ts';
import { FakeChannel, type House, openHouse, refused } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse({ channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud', { window: false })] });
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

const dead = async (id = 'ana') =>
  (await house.read('select dead_at from address where id = @id', { id }))[0]!['dead_at'];
const tasks = () => house.read('select person_id, topic, why from task order by person_id');

describe('a number at which nobody is', () => {
  test('131026 three times over days is a dead number, and one task; a weekend without signal is none', async () => {
    house.channel.always = refused('other-channel', '131026');
    for (let n = 0; n < 4; n++) await house.queue(`m${n}`);
    await house.pass(HOUR);
    expect(await dead()).toBeNull();
    await house.pass(3 * DAY);
    await house.queue('lunes');
    await house.outbox.tick();
    expect(await dead()).toBe(house.clock.now());
    expect((await tasks()).filter(({ topic }) => topic === 'dead-number')).toEqual([
      { person_id: 'ana', topic: 'dead-number', why: 'dead-number' },
    ]);
    const tried = house.channel.sent.length;
    const id = await house.queue('más');
    await house.outbox.tick();
    expect(house.channel.sent).toHaveLength(tried);
    expect(await house.row(id)).toMatchObject({ state: 'dropped', why: 'bad-address' });
  });

  test('something that was delivered in between begins the count anew', async () => {
    house.channel.answers = [refused('other-channel', '131026'), refused('other-channel', '131026')];
    await house.queue('uno');
    await house.pass(DAY);
    await house.queue('dos');
    await house.pass(2 * DAY);
    const id = await house.queue('tres');
    await house.outbox.tick();
    await house.status('delivered', { outboxId: id, providerId: `wamid.${house.channel.sent.length}` });
    expect(await house.read(`select strikes, struck_at from address where id = 'ana'`)).toEqual([
      { strikes: 0, struck_at: null },
    ]);
  });

  test('with SMS beside a dead WhatsApp she goes on there, and nobody is called', async () => {
    const two = await openHouse({
      channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud'), new FakeChannel(clock, 'twilio-sms')],
    });
    await two.address('ana-sms', {}, 'twilio-sms', 'ana');
    two.channels[0]!.answers = [refused('bad-address', '63024')];
    await two.queue('uno');
    await two.queue('dos');
    await two.outbox.tick();
    expect(two.channels[1]!.texts).toEqual(['uno', 'dos']);
    expect(await two.read('select * from task')).toEqual([]);
    await two.close();
  });

  test('a wave of dead numbers is one alert, not a task for each', async () => {
    const since = house.clock.now();
    await house.write(
      { op: 'insert', table: 'lane', values: { id: 'lane-marta', created_at: since } },
      {
        op: 'insert',
        table: 'person',
        values: { id: 'marta', lane_id: 'lane-marta', name: 'Marta', created_at: since },
      },
      { op: 'insert', table: 'staff', values: { person_id: 'marta', role: 'coordinator', programme: '', since } },
    );
    house.channel.always = refused('bad-address', '21211');
    for (let n = 0; n < 50; n++) await house.address(`a${n}`);
    for (let n = 0; n < 50; n++) {
      await house.queue('hola', { address: `a${n}` });
      await house.outbox.tick();
    }
    expect(await tasks()).toHaveLength(WAVE - 1);
    const said = await house.read(`select person_id, payload from event where name = 'say'`);
    expect(said).toHaveLength(1);
    expect(JSON.parse(String(said[0]!['payload']))).toMatchObject({ key: 'dead.wave', vars: { count: WAVE } });
  });
});

describe('she wants no marketing (131050)', () => {
  test('nudges stop, and are not sent by another template; lessons go on', async () => {
    const template = { text: 'x', sms: 'x' };
    house.channel.answers = [refused('no-marketing', '131050')];
    const first = await house.queue('aviso', { kind: 'broadcast' });
    await house.outbox.tick();
    expect(await house.row(first)).toMatchObject({ state: 'dropped', why: 'no-marketing' });
    expect(await house.read(`select opted_out_at, no_marketing_at from address where id = 'ana'`)).toEqual([
      { opted_out_at: null, no_marketing_at: house.clock.now() },
    ]);
    const lesson = await house.queue('lección', { kind: 'lesson', message: template });
    await house.outbox.tick();
    expect(await house.row(lesson)).toMatchObject({ state: 'accepted' });
  });

  test('a lesson that is held for marketing goes by SMS, or somebody of the team hears of it', async () => {
    house.channel.answers = [refused('no-marketing', '131050')];
    const id = await house.queue('lección', { kind: 'lesson' });
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'failed', why: 'no-marketing' });
    expect(await tasks()).toEqual([{ person_id: 'ana', topic: 'delivery', why: 'no-marketing' }]);
  });
});

test('a phone that is off gets no nudges: they would all arrive on the day it is on again', async () => {
  await house.write({
    op: 'update',
    table: 'address',
    key: { id: 'ana' },
    set: { away_since: house.clock.now() - DAY },
  });
  const nudge = await house.queue('recordatorio', { kind: 'reminder' });
  const reply = await house.queue('respuesta', { kind: 'reply' });
  await house.outbox.tick();
  expect(await house.row(nudge)).toMatchObject({ state: 'dropped', why: 'phone-off' });
  expect(await house.row(reply)).toMatchObject({ state: 'accepted' });
  await house.status('delivered', { outboxId: reply, providerId: `wamid.${house.channel.sent.length}` });
  const again = await house.queue('recordatorio', { kind: 'reminder' });
  await house.outbox.tick();
  expect(await house.row(again)).toMatchObject({ state: 'accepted' });
});
