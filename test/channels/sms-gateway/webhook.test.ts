import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HandClock, MINUTE } from '../../../src/base/clock.ts';
import { EVENTS, smsGatewayWebhook } from '../../../src/channels/sms-gateway/webhook.ts';

const NUMBER = '+528341110003';
const NOW = Date.parse('2026-03-02T16:00:00Z');
const webhook = smsGatewayWebhook({ secrets: ['key'], number: NUMBER, clock: new HandClock(NOW) });
const decode = (body: string | Buffer) =>
  webhook.decode({ url: webhook.path, body: Buffer.from(body), header: () => undefined }, NOW);
const event = (name: unknown, payload: unknown) => decode(JSON.stringify({ event: name, id: 'e1', payload }));

describe('statuses', () => {
  const payload = { messageId: 'row1', recipient: '+528341234567', sentAt: '2026-03-02T15:59:59Z' };

  it.each(['sent', 'delivered'] as const)('%s names our row by the id that we chose', (status) => {
    const { statuses } = event(`sms:${status}`, { ...payload, [`${status}At`]: '2026-03-02T15:59:59Z' });
    expect(statuses).toEqual([
      {
        our: { channel: 'sms-gateway', number: NUMBER },
        providerId: 'row1',
        outboxId: 'row1',
        status,
        at: NOW - 1_000,
      },
    ]);
  });

  it('names the row behind a message that was sent again, and is silent about pieces before the last', () => {
    expect(event('sms:sent', { ...payload, messageId: 'row1-r2' }).statuses).toMatchObject([
      { providerId: 'row1-r2', outboxId: 'row1' },
    ]);
    expect(event('sms:sent', { ...payload, messageId: 'row1-p1' })).toMatchObject({ statuses: [], aside: [] });
    expect(event('sms:sent', { ...payload, messageId: 'row1-p1-r1' })).toMatchObject({ statuses: [], aside: [] });
  });

  it.each([
    ['Send result: RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)', 'throttle'],
    ['Send result: RESULT_ERROR_GENERIC_FAILURE (Generic failure cause)', 'throttle'],
    ['Send result: RESULT_RIL_MODEM_ERR (The vendor RIL received an unexpected or incorrect response)', 'throttle'],
    ['Send result: RESULT_ERROR_LIMIT_EXCEEDED (Failed because we reached the sending queue limit)', 'throttle'],
    ['Send result: RESULT_RIL_REQUEST_RATE_LIMITED (…)', 'throttle'],
    ['Send result: RESULT_NO_DEFAULT_SMS_APP (…)', 'stop-channel'],
    ['Send result: RESULT_RIL_SIM_ABSENT (…)', 'stop-channel'],
    ["Can't send message: No SIMs found", 'stop-channel'],
    ['sendSMS: SIM selection requires READ_PHONE_STATE permission', 'stop-channel'],
    ['sendSMS: Invalid phone number', 'bad-address'],
    ['Send result: RESULT_NETWORK_REJECT (Failed because of network rejection)', 'give-up'],
    ['Send result: RESULT_INVALID_SMS_FORMAT (…)', 'ours'],
    ['Delivery result from SC +528340009999: 67', 'other-channel'],
    ['Delivery result from SC +528340009999: 70', 'retry'],
    ['Delivery result from SC null: 98', 'retry'],
    ['TTL expired', 'throttle'],
    ['Send result: RESULT_OF_NEXT_YEAR', 'give-up'],
    ['', 'give-up'],
  ])('failed with "%s" asks for %s', (reason, reaction) => {
    const [failed] = event('sms:failed', { ...payload, reason }).statuses;
    expect(failed).toMatchObject({ status: 'failed', reaction });
    expect(failed?.code).toBeTruthy();
    expect(failed?.detail).not.toMatch(/\d{6}/);
  });

  it('gives our own phone time, more whenever it did not help, and holds nothing against her number', () => {
    const reason = 'Send result: RESULT_ERROR_NO_SERVICE (…)';
    const waits = ['row1', 'row1-r1', 'row1-r2', 'row1-r30'].map(
      (messageId) => event('sms:failed', { ...payload, messageId, reason }).statuses[0]?.retryAfter,
    );
    expect(waits).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 20 * MINUTE]);
    const hers = event('sms:failed', { ...payload, reason: 'Delivery result from SC +52: 98' });
    expect(hers.statuses[0]).not.toHaveProperty('retryAfter');
  });

  it('names to operators what only they can mend', () => {
    const reason = "Can't send message: No SIMs found";
    expect(event('sms:failed', { ...payload, reason }).notices).toEqual([
      { topic: 'phone NO_SIM', says: 'cannot send' },
    ]);
    expect(event('sms:failed', { ...payload, reason: 'TTL expired' }).notices).toEqual([]);
  });
});

describe('the rest', () => {
  it('keeps what a bank writes to the SIM without its words', () => {
    const { messages, aside } = event('sms:received', { sender: 'BANCO', message: 'Su clave es 991133' });
    expect(messages).toEqual([]);
    expect(aside).toHaveLength(1);
    expect(JSON.stringify(aside)).not.toContain('991133');
  });

  it('tells operators that the phone is failing, and is silent while it is well', () => {
    const checks = (status: string) => ({
      health: {
        status,
        checks: { 'battery:level': { status, observedValue: 7 }, 'connection:status': { status: 'pass' } },
      },
    });
    expect(event('system:ping', checks('fail')).notices).toEqual([
      { topic: 'phone battery:level', says: 'failing at 7' },
    ]);
    expect(event('system:ping', checks('warn'))).toEqual({ messages: [], statuses: [], notices: [], aside: [] });
  });

  it.each([['{'], [''], ['null'], ['[]'], ['7'], ['{"event":"sms:batch:received"}'], ['{"event":{}}']])(
    'sets %s aside',
    (body) => {
      expect(decode(body)).toMatchObject({ messages: [], statuses: [], notices: [], aside: [{}] });
    },
  );
});

it('never throws, whatever the body holds, and what it yields survives JSON', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void decode(Buffer.from(bytes))));
  const any = fc.jsonValue({ maxDepth: 3 });
  const value = fc.oneof(any, fc.string({ unit: 'binary' }), fc.constantFrom('+528341234567', '2026-03-02T16:00:00Z'));
  const fields = ['messageId', 'sender', 'phoneNumber', 'message', 'receivedAt', 'sentAt', 'reason', 'health'];
  const payload = fc.oneof(
    any,
    fc.record(Object.fromEntries(fields.map((name) => [name, value])), { requiredKeys: [] }),
  );
  const name = fc.oneof(fc.constantFrom(...EVENTS, 'mms:received', 'system:ping', '__proto__'), any);
  fc.assert(
    fc.property(name, payload, (what, given) => {
      const decoded = event(what, given);
      expect(JSON.parse(JSON.stringify(decoded))).toEqual(decoded);
    }),
    { numRuns: 500 },
  );
});
