import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/base/clock.ts';
import { FakeChannel, type House, MONDAY_TEN, openHouse, refused } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await openHouse();
});
afterEach(async () => {
  await house.outbox.stop();
  await house.close();
});

describe('sending', () => {
  test('what is due goes, to the id as received, and is accepted; there is nothing more to do', async () => {
    const id = await house.queue('Hola');
    expect(await house.outbox.tick()).toBe(true);
    expect(house.channel.sent).toMatchObject([
      { to: { raw: 'raw-ana', ourNumber: 'our', phone: '+528112345678' }, outboxId: id, attempt: 1 },
    ]);
    expect(await house.row(id)).toMatchObject({
      state: 'accepted',
      provider_id: 'wamid.1',
      attempts: 1,
      accepted_at: house.clock.now(),
    });
    expect(await house.outbox.tick()).toBe(false);
    expect(await house.outbox.nextDue()).toBeNull();
  });

  test('the row is `sending` with its attempt on disk before the socket opens', async () => {
    const id = await house.queue('Hola');
    let seen: unknown;
    house.channel.answers = [
      async () => {
        seen = await house.row(id);
        return { outcome: 'accepted', providerId: 'wamid.x' };
      },
    ];
    await house.outbox.tick();
    expect(seen).toMatchObject({ state: 'sending', attempts: 1 });
  });

  test('what comes within a moment of a look at the queue leaves with the next, and so is what was answered written', async () => {
    const one = await openHouse({ deps: { gather: 300 } });
    await one.address('luz');
    const [first, second] = [
      await one.queue('uno'),
      await one.queue('dos', { address: 'luz', nextAt: MONDAY_TEN + 1 }),
    ];
    const answered = new Promise<void>((resolve) => {
      one.channel.answers = [
        () => {
          setImmediate(resolve);
          return { outcome: 'accepted', providerId: 'wamid.uno' };
        },
      ];
    });
    const ticked = one.outbox.tick();
    await answered;
    one.clock.advance(1);
    one.outbox.wake();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(one.channel.texts).toEqual(['uno']);
    expect(await one.row(first)).toMatchObject({ state: 'sending' });
    await ticked;
    expect(one.channel.texts).toEqual(['uno', 'dos']);
    expect(await one.row(first)).toMatchObject({ state: 'accepted' });
    expect(await one.row(second)).toMatchObject({ state: 'accepted' });
    await one.outbox.stop();
    await one.close();
  });

  test('what is not due yet waits, and nextDue says until when', async () => {
    await house.queue('Mañana', { nextAt: house.clock.now() + HOUR });
    expect(await house.outbox.tick()).toBe(false);
    expect(await house.outbox.nextDue()).toBe(house.clock.now() + HOUR);
    await house.pass(HOUR);
    expect(house.channel.texts).toEqual(['Mañana']);
  });

  test('replies before reminders before broadcasts', async () => {
    const one = await openHouse({ channels: (clock) => [new FakeChannel(clock, 'twilio-sms', { perSecond: 1 })] });
    for (const id of ['luz', 'eva']) await one.address(id);
    await one.queue('aviso', { kind: 'broadcast', address: 'luz' });
    await one.queue('recordatorio', { kind: 'reminder', address: 'eva' });
    await one.queue('respuesta');
    await one.outbox.tick();
    expect(one.channel.texts).toEqual(['respuesta']);
    await one.pass(5 * SECOND);
    expect(one.channel.texts).toEqual(['respuesta', 'recordatorio', 'aviso']);
    expect(one.channel.sent.map((s) => s.at - one.channel.sent[0]!.at)).toEqual([0, 1000, 2000]);
    await one.close();
  });

  test('many addresses at once, one at a time to each, in order', async () => {
    let open = 0;
    let most = 0;
    const perAddress = new Map<string, number>();
    house.channel.always = async ({ to, outboxId }) => {
      perAddress.set(to.raw, (perAddress.get(to.raw) ?? 0) + 1);
      expect(perAddress.get(to.raw)).toBe(1);
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
      perAddress.set(to.raw, 0);
      return { outcome: 'accepted', providerId: `p-${outboxId}` };
    };
    for (let n = 0; n < 10; n++) await house.address(`a${n}`);
    for (const round of ['1', '2', '3'])
      for (let n = 0; n < 10; n++) await house.queue(`a${n}-${round}`, { address: `a${n}` });
    await house.outbox.tick();
    expect(house.channel.sent).toHaveLength(30);
    expect(most).toBeGreaterThan(5);
    const first = house.channel.texts.filter((text) => text.startsWith('a0'));
    expect(first).toEqual(['a0-1', 'a0-2', 'a0-3']);
  });

  test('a message that comes while others are being sent goes without waiting for them', async () => {
    await house.address('luz');
    let answer: (() => void) | undefined;
    house.channel.answers = [
      () => new Promise((resolve) => (answer = () => resolve({ outcome: 'accepted', providerId: 'slow' }))),
    ];
    await house.queue('lenta');
    const ticking = house.outbox.tick();
    await expect.poll(() => house.channel.sent.length).toBe(1);
    await house.queue('otra', { address: 'luz' });
    house.outbox.wake();
    await expect.poll(() => house.channel.texts).toEqual(['lenta', 'otra']);
    answer?.();
    expect(await ticking).toBe(true);
  });

  test('stop finishes what is in flight, writes it, and takes nothing new', async () => {
    let answer: (() => void) | undefined;
    house.channel.answers = [
      () => new Promise((resolve) => (answer = () => resolve({ outcome: 'accepted', providerId: 'late' }))),
    ];
    const first = await house.queue('uno');
    const second = await house.queue('dos');
    void house.outbox.tick();
    await expect.poll(() => house.channel.sent.length).toBe(1);
    const stopped = house.outbox.stop();
    answer?.();
    await stopped;
    expect(await house.row(first)).toMatchObject({ state: 'accepted', provider_id: 'late' });
    expect(await house.row(second)).toMatchObject({ state: 'pending', attempts: 0 });
  });
});

describe('groups', () => {
  test('part n+1 leaves when part n was accepted', async () => {
    await house.queue('uno', { group: 'g', part: 0 });
    await house.queue('dos', { group: 'g', part: 1, question: 'q1' });
    house.channel.answers = [refused('retry', '500')];
    await house.outbox.tick();
    expect(house.channel.texts).toEqual(['uno']);
    await house.pass(MINUTE);
    expect(house.channel.texts).toEqual(['uno', 'uno', 'dos']);
  });

  test('a photo that is refused goes in its text form; then the question follows', async () => {
    const photo = await house.queue('La foto muestra dos botes.', {
      group: 'g',
      message: { media: { kind: 'image', file: 'llera/media/botes.jpg' } },
    });
    await house.queue('¿Y usted?', { group: 'g', part: 1 });
    house.channel.answers = [refused('ours', '131053')];
    await house.outbox.tick();
    expect(house.channel.sent.map((s) => [s.message.text, s.message.media?.file])).toEqual([
      ['La foto muestra dos botes.', 'llera/media/botes.jpg'],
      ['La foto muestra dos botes.', undefined],
      ['¿Y usted?', undefined],
    ]);
    expect(await house.row(photo)).toMatchObject({ state: 'accepted' });
    expect(await house.read('select source, why, item from set_aside')).toEqual([
      { source: 'outbox', why: '131053', item: photo },
    ]);
  });

  test('media without words that is refused ends, and the question follows', async () => {
    const audio = await house.queue('', {
      group: 'g',
      message: { media: { kind: 'audio', file: 'llera/media/x.ogg' } },
    });
    await house.queue('¿Y usted?', { group: 'g', part: 1 });
    house.channel.answers = [refused('give-up', '131052')];
    await house.outbox.tick();
    expect(await house.row(audio)).toMatchObject({ state: 'failed', why: 'refused', code: '131052' });
    expect(house.channel.texts).toEqual(['', '¿Y usted?']);
  });

  test('timers of a question wake when its message was accepted, not before', async () => {
    await house.sleepingTimer('q1');
    await house.queue('¿Sí?', { question: 'q1' });
    house.channel.answers = [refused('retry', '503')];
    await house.outbox.tick();
    expect(await house.timer('q1')).toMatchObject({ anchored_at: null, due_at: null });
    await house.pass(MINUTE);
    const accepted = await house.read('select accepted_at from outbox');
    expect(await house.timer('q1')).toMatchObject({
      phase: 'anchor',
      anchored_at: accepted[0]!['accepted_at'],
      due_at: accepted[0]!['accepted_at'],
    });
  });

  test('timers of a question wake when its message ended without being sent', async () => {
    await house.sleepingTimer('q1');
    await house.queue('¿Sí?', { question: 'q1', expiresAt: house.clock.now() - 1 });
    await house.outbox.tick();
    expect(await house.timer('q1')).toMatchObject({ anchored_at: house.clock.now(), due_at: house.clock.now() });
  });
});

describe('what may not be sent', () => {
  test('expired: dropped with its reason, never sent', async () => {
    const id = await house.queue('tarde', { expiresAt: house.clock.now() });
    await house.outbox.tick();
    expect(await house.row(id)).toMatchObject({ state: 'dropped', why: 'expired', ended_at: house.clock.now() });
    expect(house.channel.sent).toEqual([]);
  });

  test('she opted out: everything is dropped but the confirmation of that very turn', async () => {
    await house.queue('de antes', { more: { created_at: house.clock.now() - MINUTE } });
    await house.write({
      op: 'update',
      table: 'address',
      key: { id: 'ana' },
      set: { opted_out_at: house.clock.now(), opted_out_by: 'learner' },
    });
    await house.queue('Listo, ya no le escribimos.');
    await house.queue('aviso', { kind: 'broadcast' });
    await house.outbox.tick();
    expect(house.channel.texts).toEqual(['Listo, ya no le escribimos.']);
    house.clock.advance(SECOND);
    const later = await house.queue('otra cosa');
    await house.outbox.tick();
    expect(house.channel.sent).toHaveLength(1);
    expect(await house.row(later)).toMatchObject({ state: 'dropped', why: 'opted-out' });
  });

  test('the provider stopped us: not even a confirmation', async () => {
    await house.write({
      op: 'update',
      table: 'address',
      key: { id: 'ana' },
      set: { opted_out_at: house.clock.now(), opted_out_by: 'provider' },
    });
    const id = await house.queue('Listo.');
    await house.outbox.tick();
    expect(house.channel.sent).toEqual([]);
    expect(await house.row(id)).toMatchObject({ state: 'dropped', why: 'opted-out-at-provider' });
  });

  test('the window is closed: template if there is one, else SMS, else a reason', async () => {
    const both = await openHouse({
      channels: (clock) => [new FakeChannel(clock, 'whatsapp-cloud'), new FakeChannel(clock, 'twilio-sms')],
    });
    const old = { window_at: both.clock.now() - DAY };
    await both.address('luz', old);
    await both.address('eva', old);
    await both.address('eva-sms', {}, 'twilio-sms', 'eva');
    const template = { name: 'hola_1', language: 'es_MX', parameters: ['Luz'] };
    await both.queue('plantilla', { address: 'luz', kind: 'lesson', message: { template } });
    const none = await both.queue('nada', { address: 'luz', kind: 'reminder' });
    const moved = await both.queue('por sms', {
      address: 'eva',
      kind: 'reminder',
      question: 'q9',
      message: { template: undefined },
    });
    await both.queue('libre', { message: { template } });
    await both.outbox.tick();
    expect(both.channels[0]!.sent.map((s) => [s.message.text, s.message.template?.name])).toEqual([
      ['libre', undefined],
      ['plantilla', 'hola_1'],
    ]);
    expect(both.channels[1]!.sent.map((s) => [s.message.text, s.to.raw])).toEqual([['por sms', 'raw-eva-sms']]);
    expect(await both.row(none)).toMatchObject({ state: 'failed', why: 'window-closed' });
    expect(await both.row(moved)).toMatchObject({ state: 'failed', why: 'by-sms' });
    await both.close();
  });

  test('a row that cannot be read ends alone and does not stand in the way', async () => {
    const broken = await house.queue('x', { more: { message: '{' } });
    await house.address('luz');
    await house.queue('bien', { address: 'luz' });
    await house.outbox.tick();
    expect(await house.row(broken)).toMatchObject({ state: 'failed', why: 'our-mistake' });
    expect(house.channel.texts).toEqual(['bien']);
  });
});

describe('quiet hours', () => {
  const quiet = [{ from: '20:00', to: '09:00' }];
  const at = (time: string) => Date.parse(`2026-03-03T${time}Z`);

  test('a reminder of the night leaves at nine; a reply within the hour and words to staff go at once', async () => {
    const night = await openHouse({ deps: { quiet } });
    night.clock.set(at('04:00:00')); // 22:00
    await night.write({ op: 'update', table: 'address', key: { id: 'ana' }, set: { window_at: night.clock.now() } });
    for (const id of ['luz', 'focal']) await night.address(id);
    await night.queue('recordatorio', { kind: 'reminder', address: 'luz' });
    await night.queue('respuesta');
    await night.queue('alerta', { kind: 'staff', address: 'focal' });
    await night.outbox.tick();
    expect(night.channel.texts.sort()).toEqual(['alerta', 'respuesta']);
    expect(await night.outbox.nextDue()).toBe(at('15:00:00'));
    await night.pass(DAY / 2);
    expect(night.channel.sent.at(-1)).toMatchObject({ message: { text: 'recordatorio' }, at: at('15:00:00') });
    await night.close();
  });

  test('a reply that could not leave for an hour waits for the morning; the person’s own zone counts', async () => {
    const night = await openHouse({ deps: { quiet } });
    night.clock.set(at('04:00:00'));
    await night.write({ op: 'update', table: 'address', key: { id: 'ana' }, set: { window_at: night.clock.now() } });
    const late = await night.queue('respuesta', { more: { created_at: night.clock.now() - HOUR - 1 } });
    await night.address('carmen');
    await night.queue('en Madrid son las cinco', {
      kind: 'reminder',
      address: 'carmen',
      extra: '{"zone":"Europe/Madrid"}',
    });
    await night.outbox.tick();
    expect(await night.row(late)).toMatchObject({ state: 'pending', next_at: at('15:00:00') });
    expect(await night.outbox.nextDue()).toBe(at('08:00:00')); // nine in Madrid
    await night.close();
  });
});
