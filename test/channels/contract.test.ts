import { beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/channels/port.ts';
import { formOf } from '../../src/domain/channel.ts';
import type { OutMessage } from '../../src/domain/outbound.ts';
import type { Phone } from '../../src/workshop/emulator/phone.ts';
import type { EmulatedChannel, Fault } from '../../src/workshop/emulator/types.ts';
import { type Bench, bench, LUZ, to } from './harness.ts';

const CHANNELS: readonly EmulatedChannel[] = ['whatsapp-cloud', 'twilio-whatsapp', 'twilio-sms', 'sms-gateway'];

/** What every channel that reaches a provider promises. */
describe.each(CHANNELS)('%s', (id) => {
  let air: Bench;
  let channel: Channel;
  let luz: Phone;
  const sms = formOf(id) === 'sms';
  /** It takes each of our ids once, so that a lost answer can be asked about and a repeated request is harmless. */
  const askable = id === 'sms-gateway';
  const send = (message: OutMessage, outboxId = 'ob1', attempt = 1) =>
    channel.send(to(id), message, { outboxId, attempt });
  const text: OutMessage = { text: '¿Cuánto vendió hoy, doña Luz?', sms: '¿Cuanto vendio hoy, doña Luz?' };
  const options = ['Sí', 'No', 'Todavía no'].map((label, i) => ({ key: `k${i}`, label, id: `q.abc.${i}` }));

  beforeEach(() => {
    air = bench();
    channel = air.channel(id);
    luz = air.emulator.phone(LUZ, id);
    luz.sends('hola'); // opens the window
    air.arrive();
  });

  it('sends a text, and its statuses name our outbox row', async () => {
    const sent = await send(text);
    expect(sent).toMatchObject({ outcome: 'accepted', providerId: luz.last!.id });
    expect(luz.last!.text).toContain('vendi');
    const { statuses } = air.arrive();
    expect(statuses.map((s) => s.status)).toEqual(sms ? ['sent', 'delivered'] : ['sent', 'delivered', 'read']);
    for (const status of statuses) expect(status).toMatchObject({ outboxId: 'ob1', providerId: luz.last!.id });
  });

  it('shows options as she can answer them', async () => {
    expect(await send({ ...text, options })).toMatchObject({ outcome: 'accepted' });
    if (id === 'whatsapp-cloud') expect(luz.last!.choices.map((c) => c.title)).toEqual(['Sí', 'No', 'Todavía no']);
    else expect(luz.last!.text.split('\n').slice(1)).toEqual(['1 Sí', '2 No', '3 Todavía no']);
  });

  it('shows ten options', async () => {
    const many = Array.from({ length: 10 }, (_, i) => ({ key: `k${i}`, label: `Opción ${i + 1}`, id: `q.abc.${i}` }));
    expect(await send({ ...text, options: many })).toMatchObject({ outcome: 'accepted' });
    if (id === 'whatsapp-cloud') expect(luz.last).toMatchObject({ type: 'list' });
    else expect(luz.last!.text).toMatch(/\n10 Opci[oó]n 10$/);
  });

  it('sends media, or their words where there are no media', async () => {
    const image = { kind: 'image', file: 'llera/media/botes.jpg' } as const;
    expect(await send({ ...text, media: image })).toMatchObject({ outcome: 'accepted' });
    expect(luz.last!.type).toBe(sms ? 'text' : 'image');
    expect(luz.last!.text).toContain('vendi');
  });

  it('sends the words alone when the pack has lost the file', async () => {
    const before = luz.inbox.length;
    expect(await send({ ...text, media: { kind: 'audio', file: 'llera/media/gone/a.ogg' } })).toMatchObject({
      outcome: 'accepted',
    });
    expect(luz.inbox.slice(before).map((m) => m.type)).toEqual(['text']);
  });

  it('sends a template where the channel has a window', async () => {
    const template = {
      name: id === 'twilio-whatsapp' ? `HX${'0'.repeat(32)}` : 'leccion_nueva',
      language: 'es-MX',
      parameters: ['Luz'],
    };
    expect(await send({ ...text, template })).toMatchObject({ outcome: 'accepted' });
    if (sms) expect(luz.last).toMatchObject({ type: 'text' });
    else expect(luz.last).toMatchObject({ type: 'template', text: 'Luz' });
  });

  it('says that there is nothing to show', async () => {
    expect(await send({ text: '', sms: '' })).toMatchObject({ outcome: 'refused', reaction: 'give-up' });
  });

  const faults: [string, Fault, object][] = [
    [
      '429',
      { kind: 'http', status: 429, code: id === 'whatsapp-cloud' ? 130429 : 20429, retryAfter: 7 },
      { outcome: 'refused', reaction: 'throttle', retryAfter: 7_000 },
    ],
    [
      '429 without a code',
      { kind: 'http', status: 429 },
      { outcome: 'refused', reaction: 'throttle', code: 'HTTP_429' },
    ],
    ['500', { kind: 'http', status: 500 }, { outcome: 'refused', reaction: 'retry' }],
    [
      'a gateway that gave up',
      { kind: 'http', status: 504 },
      askable ? { outcome: 'refused', reaction: 'retry' } : { outcome: 'unknown' },
    ],
    ['nobody listening', { kind: 'unreachable' }, { outcome: 'refused', reaction: 'retry', code: 'ECONNREFUSED' }],
    [
      'a connection dropped after accept',
      { kind: 'drop-after-accept' },
      askable ? { outcome: 'accepted', providerId: 'ob1' } : { outcome: 'unknown' },
    ],
    [
      'a bad token',
      { kind: 'http', status: 401, code: id === 'whatsapp-cloud' ? 190 : 20003 },
      { outcome: 'refused', reaction: 'stop-channel' },
    ],
  ];
  it.each(faults)('meets %s', async (_, fault, expected) => {
    air.emulator.failNext(fault);
    expect(await send(text)).toMatchObject(expected);
  });

  it('learns by status what an unknown outcome was', async () => {
    air.emulator.failNext({ kind: 'drop-after-accept' });
    await send(text, 'ob9');
    expect(air.arrive().statuses[0]).toMatchObject({ outboxId: 'ob9', status: 'sent' });
  });

  it('stops at an expired token and says so to doctor', async () => {
    air.emulator.knobs.tokenExpired = true;
    expect(await send(text)).toMatchObject({ outcome: 'refused', reaction: 'stop-channel' });
    expect(await channel.probe()).toMatchObject({ ok: false });
    air.emulator.knobs.tokenExpired = false;
    expect(await channel.probe()).toMatchObject({ ok: true });
  });

  it('learns of a failure later, and what to do', async () => {
    const code = { 'whatsapp-cloud': 131026, 'sms-gateway': 67 }[id as string] ?? 63024;
    air.emulator.failNext({ kind: 'undelivered', code });
    expect(await send(text)).toMatchObject({ outcome: 'accepted' });
    const expected = id.startsWith('twilio') ? 'bad-address' : 'other-channel';
    expect(air.arrive().statuses).toMatchObject([{ status: 'failed', reaction: expected }]);
  });

  it('hears what she types, once per message however often it comes', () => {
    air.emulator.knobs.duplicates = 2;
    const sentId = luz.sends('Sí, señora 👵🏽');
    const { messages } = air.arrive();
    // The gateway's own message ids may be shared by two messages, so the key is made of the message.
    const key = askable ? messages[0]!.providerId : sentId;
    expect(messages.map((m) => m.providerId)).toEqual([key, key, key]);
    expect(messages[0]).toMatchObject({
      content: { kind: 'text', text: 'Sí, señora 👵🏽' },
      sender: { phone: '+528341234567' },
      our: { channel: id, number: to(id).ourNumber },
    });
  });

  it('goes on after the piece that was accepted', async () => {
    const limit = channel.capabilities.textLimit;
    const long = { text: 'palabra '.repeat(limit / 4), sms: 'palabra '.repeat(limit / 4) };
    const before = luz.inbox.length;
    air.emulator.failNext({ kind: 'undelivered', code: 1 }); // takes the first piece out of her inbox, but accepts it
    air.emulator.failNext({ kind: 'http', status: 500 });
    expect(await send(long, 'ob2')).toMatchObject({ outcome: 'refused' });
    expect(await send(long, 'ob2', 2)).toMatchObject({ outcome: 'accepted' });
    const got = luz.inbox.slice(before);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ outboxId: 'ob2' });
    for (const { text: part } of got) expect(part).toMatch(/^(palabra )*palabra$/);
  });
});

it('refuses free text outside the window, later and by code', async () => {
  const air = bench();
  for (const id of ['whatsapp-cloud', 'twilio-whatsapp'] as const) {
    air.emulator.phone(LUZ, id);
    const sent = await air.channel(id).send(to(id), { text: 'Hola', sms: 'Hola' }, { outboxId: id, attempt: 1 });
    expect(sent).toMatchObject({ outcome: 'accepted' });
  }
  expect(air.arrive().statuses.map((s) => [s.code, s.reaction])).toEqual([
    ['131047', 'template'],
    ['63016', 'template'],
  ]);
});
