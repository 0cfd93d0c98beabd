import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../../src/base/clock.ts';
import { idsFrom } from '../../../src/base/ids.ts';
import { createChannels } from '../../../src/channels/registry.ts';
import type { DeliveryStatus } from '../../../src/domain/delivery.ts';
import type { Inbound } from '../../../src/domain/inbound.ts';
import { type ServedEmulator, serveEmulator } from '../../../src/workshop/emulator/serve.ts';
import { asRequest, LUZ, META, packMedia, SETTINGS, TWILIO, to, webhookFor } from '../../channels/harness.ts';

let product: Server | undefined;
let served: ServedEmulator | undefined;
afterEach(async () => {
  await served?.close();
  product?.closeAllConnections();
  await new Promise((done) => (product ? product.close(done) : done(undefined)));
});

const until = async (met: () => boolean) => {
  for (let i = 0; i < 200 && !met(); i++) await new Promise((done) => setTimeout(done, 20));
};

it('speaks both providers over real sockets, in real time', async () => {
  const heard: Inbound[] = [];
  const statuses: DeliveryStatus[] = [];
  let refusals = 1; // the first webhook meets a product that is not ready

  product = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (refusals-- > 0) return response.writeHead(503).end();
    const given = {
      url: request.url ?? '',
      body: Buffer.concat(parts).toString(),
      headers: request.headers as Record<string, string>,
    };
    const webhook = webhookFor(set.webhooks, given.url);
    if (!webhook.verify(asRequest(given))) return response.writeHead(401).end();
    const decoded = webhook.decode(asRequest(given), systemClock.now());
    heard.push(...decoded.messages);
    statuses.push(...decoded.statuses);
    return response.writeHead(200, { 'content-type': webhook.ok.contentType }).end(webhook.ok.body);
  };
  await new Promise<void>((done) => product!.listen(0, '127.0.0.1', done));
  const publicUrl = `http://127.0.0.1:${(product.address() as AddressInfo).port}`;
  served = await serveEmulator({ meta: META, twilio: TWILIO, publicUrl, seed: 's', host: '127.0.0.1', port: 0 });
  const { url, emulator } = served;
  const settings = { ...SETTINGS, PUBLIC_URL: publicUrl, WHATSAPP_API_URL: url, TWILIO_API_URL: url };
  const set = createChannels(settings, { fetch, clock: systemClock, newId: idsFrom(0, 's'), packMedia });
  emulator.knobs.statusDelay = { sent: 5, delivered: 10, read: 15 };

  const say = (body: object, path = 'sends') =>
    fetch(`${url}/emulator/${path}`, { method: path === 'knobs' ? 'PATCH' : 'POST', body: JSON.stringify(body) });
  expect((await say({ channel: 'whatsapp-cloud', phone: LUZ, said: { photo: { caption: 'mis botes' } } })).status).toBe(
    200,
  );
  await until(() => heard.length === 1); // refused once, so it comes a second later
  expect(heard[0]).toMatchObject({ content: { kind: 'media', caption: 'mis botes' } });
  const content = heard[0]!.content;
  if (content.kind !== 'media') throw new Error(content.kind);

  const [whatsapp, sms] = set.channels;
  expect(await whatsapp!.openMedia(content.media[0]!, 1_000)).toMatchObject({ ok: true });
  const options = ['Sí', 'No'].map((label, i) => ({ key: label, label, id: `q.a.${i}` }));
  const image = { kind: 'image', file: 'p/media/a.jpg' } as const;
  expect(
    await whatsapp!.send(
      to('whatsapp-cloud'),
      { text: '¿Ya?', sms: '', options, media: image },
      { outboxId: 'o1', attempt: 1 },
    ),
  ).toMatchObject({ outcome: 'accepted' });
  expect(
    await sms!.send(to('twilio-sms'), { text: '¿Ya?', sms: '', options }, { outboxId: 'o2', attempt: 1 }),
  ).toMatchObject({ outcome: 'accepted', segments: 1 });
  await until(() => statuses.length === 5);
  expect(statuses.filter((s) => s.outboxId === 'o1')).toHaveLength(3);
  expect(statuses.filter((s) => s.outboxId === 'o2')).toHaveLength(2);

  await say({ fault: { kind: 'drop-after-accept' } }, 'faults');
  expect(await sms!.send(to('twilio-sms'), { text: 'Hola', sms: '' }, { outboxId: 'o3', attempt: 1 })).toMatchObject({
    outcome: 'unknown',
  });
  await until(() => statuses.some((s) => s.outboxId === 'o3'));
  expect(statuses.filter((s) => s.outboxId === 'o3')[0]).toMatchObject({ status: 'sent' });

  const { messages, next } = (await (await fetch(`${url}/emulator/received?from=2`)).json()) as {
    messages: unknown[];
    next: number;
  };
  expect(messages).toMatchObject([{ text: 'Hola', channel: 'twilio-sms' }]);
  expect(next).toBe(3);
  expect((await say({ said: 7 })).status).toBe(400);
  expect((await say({ duplicates: 1 }, 'knobs')).status).toBe(200);
  expect(emulator.knobs.duplicates).toBe(1);
});
