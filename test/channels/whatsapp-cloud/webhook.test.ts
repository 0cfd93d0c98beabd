import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMeta } from '../../../src/channels/whatsapp-cloud/decode.ts';
import { metaWebhook } from '../../../src/channels/whatsapp-cloud/webhook.ts';
import { escaped } from '../../../src/workshop/emulator/meta-webhook.ts';
import { change, message, NOW, OURS, post } from './payload.ts';

const webhook = metaWebhook({ appSecrets: ['new', 'old'], verifyToken: 'verify-me', phoneNumberId: OURS });
const sign = (secret: string, body: Buffer) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const verify = (body: Buffer, header?: string) =>
  webhook.verify({
    body,
    url: '/webhooks/whatsapp',
    header: (name) => (name === 'x-hub-signature-256' ? header : undefined),
  });

describe('signature', () => {
  const plain = Buffer.from(
    JSON.stringify(post(change({ messages: [message({ text: { body: 'Ñandú 👵🏽 a/b' } })] }))),
  );
  const asMeta = Buffer.from(escaped(plain.toString('utf8')));

  it('is good for either secret, over escaped and plain bodies alike', () => {
    for (const body of [plain, asMeta, Buffer.from(asMeta.toString().replaceAll('/', '\\/'))]) {
      expect(verify(body, sign('new', body))).toBe(true);
      expect(verify(body, sign('old', body))).toBe(true);
    }
  });

  it('goes by the bytes, not by what they mean', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(asMeta.toString('utf8'))));
    expect(verify(rewritten, sign('new', asMeta))).toBe(false);
  });

  it.each([
    ['none', undefined],
    ['empty', ''],
    ['another secret', sign('other', asMeta)],
    ['too short', sign('new', asMeta).slice(0, -1)],
    ['too long', `${sign('new', asMeta)}0`],
    ['no scheme', sign('new', asMeta).slice(7)],
    ['sha1', `sha1=${createHmac('sha1', 'new').update(asMeta).digest('hex')}`],
    ['zeroes', `sha256=${'0'.repeat(64)}`],
    ['not hex', `sha256=${'g'.repeat(64)}`],
  ])('is refused when it is %s', (_, header) => {
    expect(verify(asMeta, header)).toBe(false);
  });

  it('is refused when no secret is set', () => {
    const open = metaWebhook({ appSecrets: [], verifyToken: 'x', phoneNumberId: OURS });
    expect(open.verify({ body: asMeta, url: '/', header: () => sign('', asMeta) })).toBe(false);
  });
});

describe('verification', () => {
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'verify-me', 'hub.challenge': '1158201444' };
  it('gives the challenge back to who knows the token', () => {
    expect(webhook.challenge?.(query)).toBe('1158201444');
  });
  it.each([
    { ...query, 'hub.verify_token': 'verify-m' },
    { ...query, 'hub.verify_token': undefined },
    { ...query, 'hub.mode': 'unsubscribe' },
    { ...query, 'hub.challenge': undefined },
    {},
  ])('and to nobody else', (wrong) => {
    expect(webhook.challenge?.(wrong)).toBeNull();
  });
});

describe('decode is total', () => {
  const decodes = (body: Buffer) => {
    const decoded = decodeMeta(body, OURS, NOW);
    // What goes on from here is kept as JSON.
    expect(JSON.parse(JSON.stringify(decoded.messages))).toEqual(decoded.messages);
    expect(JSON.stringify(decoded)).not.toContain('\\u0000');
  };

  it('over any bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => decodes(Buffer.from(bytes))));
  });

  it('over any JSON where each part should stand', () => {
    const any = fc.jsonValue({ maxDepth: 3 });
    const odd = fc.record({
      id: fc.oneof(fc.string(), any),
      from: fc.oneof(fc.string(), any),
      timestamp: any,
      type: fc.oneof(
        fc.constantFrom('text', 'image', 'interactive', 'system', 'contacts', 'edit', 'button', '__proto__'),
        any,
      ),
      text: any,
      image: any,
      interactive: any,
      system: any,
      contacts: any,
      edit: any,
      button: any,
      context: any,
      referral: any,
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(odd, any)),
        fc.oneof(fc.array(any), any),
        any,
        any,
        (messages, contacts, statuses, metadata) => {
          decodes(Buffer.from(JSON.stringify(post(change({ messages, contacts, statuses, metadata })))));
          decodes(Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: statuses })));
        },
      ),
    );
  });

  it('over JSON a thousand levels deep', () => {
    decodes(Buffer.from('['.repeat(100_000)));
    decodes(
      Buffer.from(
        JSON.stringify(post(change({ messages: [message({ text: 'x' })] }))).replace(
          '"x"',
          `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
        ),
      ),
    );
  });
});
