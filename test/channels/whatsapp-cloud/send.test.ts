import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { HandClock } from '../../../src/base/clock.ts';
import { whatsappCloud } from '../../../src/channels/whatsapp-cloud/index.ts';
import { bench, LUZ, META, packMedia, START, to } from '../harness.ts';

const text = { text: '¿Ya separa?', sms: '' };
const about = { outboxId: 'ob1', attempt: 1 };

function open(options: { bsuid?: string } = {}) {
  const air = bench();
  const luz = air.emulator.phone(LUZ, 'whatsapp-cloud', options);
  const hers = luz.sends('hola');
  air.arrive();
  return { ...air, luz, hers, channel: air.channel('whatsapp-cloud') };
}

describe('sending by the Cloud API', () => {
  it('addresses a BSUID as recipient', async () => {
    const { channel, luz } = open({ bsuid: 'MX.15' });
    const sent = await channel.send({ raw: 'MX.15', ourNumber: META.phoneNumberId }, text, about);
    expect(sent).toEqual({ outcome: 'accepted', providerId: luz.last!.id });
  });

  it('tells the wa_id that Meta answers with', async () => {
    const { channel } = open();
    expect(await channel.send({ ...to('whatsapp-cloud'), raw: '528341234567' }, text, about)).toMatchObject({
      waId: LUZ,
    });
  });

  it('quotes her message and marks it read', async () => {
    const { channel, luz, hers, emulator } = open();
    await channel.send(to('whatsapp-cloud'), { ...text, quote: hers }, about);
    expect(luz.last!.quote).toBe(hers);
    await channel.markRead!(to('whatsapp-cloud'), hers);
    expect(emulator.marked).toEqual([hers]);
    emulator.knobs.tokenExpired = true;
    await channel.markRead!(to('whatsapp-cloud'), hers);
  });

  it('sends a voice note before its question, and uploads it once', async () => {
    const { channel, luz, clock } = open();
    const media = { kind: 'audio', file: 'p/media/a.ogg' } as const;
    for (const outboxId of ['o1', 'o2'])
      await channel.send(to('whatsapp-cloud'), { ...text, media }, { ...about, outboxId });
    clock.advance(26 * 86_400_000); // the upload is about to expire; the window too, so it reaches nobody
    await channel.send(to('whatsapp-cloud'), { ...text, media }, { ...about, outboxId: 'o3' });
    const audio = luz.inbox.filter((m) => m.type === 'audio').map((m) => m.media);
    expect(luz.inbox.map((m) => m.type)).toEqual(['audio', 'text', 'audio', 'text']);
    expect(new Set(audio).size).toBe(1);
  });

  it('sends the words alone when Meta cannot use the file', async () => {
    const { luz, emulator, channel } = open();
    const media = { kind: 'image', file: 'p/media/a.jpg' } as const;
    emulator.failNext({ kind: 'http', status: 400, code: 131053 });
    expect(await channel.send(to('whatsapp-cloud'), { ...text, media }, about)).toMatchObject({
      outcome: 'refused',
      reaction: 'retry',
    });
    emulator.failNext({ kind: 'http', status: 400, code: 131053 });
    expect(await channel.send(to('whatsapp-cloud'), { ...text, media }, { ...about, attempt: 2 })).toMatchObject({
      outcome: 'accepted',
    });
    expect(luz.last).toMatchObject({ type: 'text', text: text.text });
  });

  it('keeps her number out of what it reports', async () => {
    const { channel, emulator } = open();
    emulator.failNext({ kind: 'http', status: 400, code: 131030 });
    const refused = await channel.send(to('whatsapp-cloud'), text, about);
    expect(refused).toMatchObject({ outcome: 'refused', reaction: 'other-channel', code: '131030' });
    expect(JSON.stringify(refused)).not.toContain(LUZ.slice(3));
  });
});

it.each([
  ['a request that hangs', () => {}],
  [
    'an answer cut short',
    (response: import('node:http').ServerResponse) =>
      response.setHeader('content-type', 'application/json').end('{"messages":['),
  ],
  [
    'an answer without an id',
    (response: import('node:http').ServerResponse) => response.setHeader('content-type', 'application/json').end('{}'),
  ],
])('does not know the outcome of %s', async (_, answer) => {
  const server = createServer((request, response) => {
    request.resume();
    answer(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { accessToken: 't', phoneNumberId: '1', apiUrl, apiVersion: 'v23.0', messagesPerSecond: 80 };
  const deadline = () => AbortSignal.timeout(200);
  const channel = whatsappCloud(settings, { fetch, clock: new HandClock(START), packMedia, deadline });
  expect(await channel.send(to('whatsapp-cloud'), text, about)).toMatchObject({ outcome: 'unknown' });
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
