import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedByGateway, TOLERANCE } from '../../../src/channels/sms-gateway/signature.ts';

const NOW = 1_772_467_200_000;
const SECONDS = String(NOW / 1000);
const BODY = Buffer.from('{"event":"sms:received","payload":{"message":"Sí, señora 👵🏽"}}');
const sign = (secret: string, body: Buffer, timestamp: string) =>
  createHmac('sha256', secret)
    .update(Buffer.concat([body, Buffer.from(timestamp)]))
    .digest('hex');
const good = (at = SECONDS, secret = 'key') => ({ signature: sign(secret, BODY, at), timestamp: at });
const verify = (headers: { signature: string | undefined; timestamp: string | undefined }, secrets = ['key']) =>
  signedByGateway(secrets, BODY, headers, NOW);

describe('X-Signature', () => {
  it('agrees with a vector made by another tool', () => {
    // printf '%s' '{"a":1}1700000000' | openssl dgst -sha256 -hmac s3cret
    const signature = 'f08a267be5d1ceb18822c724ae636771b9f6aea5d1923ce81745fee3d7f23191';
    const at = 1_700_000_000_000;
    const given = { signature, timestamp: '1700000000' };
    expect(signedByGateway(['s3cret'], Buffer.from('{"a":1}'), given, at)).toBe(true);
  });

  it('is good with the key, in any case of its digits', () => {
    expect(verify(good())).toBe(true);
    expect(verify({ ...good(), signature: good().signature.toUpperCase() })).toBe(true);
  });

  it('is good with the old and with the new key during a rotation', () => {
    expect(verify(good(SECONDS, 'old'), ['new', 'old'])).toBe(true);
    expect(verify(good(SECONDS, 'new'), ['new', 'old'])).toBe(true);
    expect(verify(good(SECONDS, 'older'), ['new', 'old'])).toBe(false);
    expect(verify(good(), [])).toBe(false);
  });

  it('is stale five minutes on either side of our clock: a copied webhook cannot be sent again later', () => {
    const at = (ms: number) => String((NOW + ms) / 1000);
    expect(verify(good(at(-TOLERANCE)))).toBe(true);
    expect(verify(good(at(TOLERANCE)))).toBe(true);
    expect(verify(good(at(-TOLERANCE - 1000)))).toBe(false);
    expect(verify(good(at(TOLERANCE + 1000)))).toBe(false);
    // Nor does a fresh time beside an old signature help.
    expect(verify({ signature: good(at(-TOLERANCE - 1000)).signature, timestamp: SECONDS })).toBe(false);
  });

  it.each([
    ['no signature', { signature: undefined, timestamp: SECONDS }],
    ['no timestamp', { signature: good().signature, timestamp: undefined }],
    ['neither', { signature: undefined, timestamp: undefined }],
    ['an empty signature', { signature: '', timestamp: SECONDS }],
    ['a signature cut short', { signature: good().signature.slice(2), timestamp: SECONDS }],
    ['one with a prefix', { signature: `sha256=${good().signature}`, timestamp: SECONDS }],
    ['zeroes', { signature: '0'.repeat(64), timestamp: SECONDS }],
    ['not hex', { signature: 'z'.repeat(64), timestamp: SECONDS }],
    ['a timestamp that is no number', { signature: sign('key', BODY, 'now'), timestamp: 'now' }],
    ['an endless timestamp', { signature: sign('key', BODY, '9'.repeat(400)), timestamp: '9'.repeat(400) }],
    ['milliseconds', { signature: sign('key', BODY, String(NOW)), timestamp: String(NOW) }],
  ])('is bad with %s', (_, headers) => {
    expect(verify(headers)).toBe(false);
  });

  it('is bad over any other body, and no header makes it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (bytes, signature, timestamp) => {
        const other = Buffer.concat([BODY, Buffer.from(bytes), Buffer.from('x')]);
        expect(signedByGateway(['key'], other, good(), NOW)).toBe(false);
        expect(signedByGateway(['key'], BODY, { signature, timestamp }, NOW)).toBe(false);
      }),
    );
  });
});
