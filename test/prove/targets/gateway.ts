import fc from 'fast-check';
import { EVENTS } from '../../../src/channels/sms-gateway/webhook.ts';
import { MONDAY } from '../../end-to-end/house.ts';
import { anyJson, anyWords, change, changed } from '../bytes.ts';
import { asBytes, type Target } from '../target.ts';
import { said } from './said.ts';
import { after, GATEWAY, openHouse, type Posted } from './webhooks.ts';

const number = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...GATEWAY.seats.map(({ number }) => `+${number}`)) },
  fc.constantFrom('8349990001', '834 999 0001', '+573001234567', 'BANCO', '32665', ''),
);
const moment = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.integer({ min: -86_400_000, max: 60_000 }).map((ms) => new Date(MONDAY + ms).toISOString()),
  },
  fc.constantFrom('2026-03-02T10:00:00-06:00', '2026-13-45T99:00:00Z', '+275760-09-13T00:00:00Z', 'ayer', ''),
);
const messageId = fc.oneof(fc.constantFrom('open0', 'row1', 'row1-r2', 'row1-p1-r1', 'row1-r99999999999'), anyWords);
const odd = <T>(usual: fc.Arbitrary<T>) => fc.oneof({ weight: 20, arbitrary: usual as fc.Arbitrary<unknown> }, anyJson);

const payload = fc.record(
  {
    messageId: odd(messageId),
    sender: odd(number),
    message: odd(said),
    receivedAt: odd(moment),
    phoneNumber: odd(number),
    recipient: odd(number),
    sentAt: odd(moment),
    deliveredAt: odd(moment),
    failedAt: odd(moment),
    reason: odd(
      fc.oneof(
        fc.constantFrom('TTL expired', "Can't send message: No SIMs found", 'Send result: RESULT_NETWORK_REJECT (x)'),
        anyWords,
      ),
    ),
    simNumber: anyJson,
    health: fc.record({
      status: anyWords,
      checks: fc.dictionary(
        anyWords,
        fc.record({ status: fc.constantFrom('fail', 'pass', 'warn'), observedValue: anyJson }),
        { maxKeys: 3 },
      ),
    }),
  },
  { requiredKeys: ['messageId', 'sender', 'message', 'receivedAt'] },
);
const event = fc.record(
  {
    event: odd(
      fc.oneof(
        { weight: 4, arbitrary: fc.constant('sms:received') },
        fc.constantFrom(...EVENTS, 'mms:received', 'system:ping', 'sms:data-received'),
      ),
    ),
    id: anyWords,
    deviceId: anyWords,
    webhookId: anyWords,
    payload: odd(payload),
  },
  { requiredKeys: ['event', 'payload'] },
);
const body = fc.oneof(
  { weight: 7, arbitrary: event.map((one) => asBytes(JSON.stringify(one))) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(event, fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([one, changes]) => changed(asBytes(JSON.stringify(one)), changes)),
  },
);

export const gateway: Target<Posted> = {
  name: 'gateway',
  promise: 'The same of the events of the SMS gateway phone.',
  cases: fc.record({
    after,
    posts: fc.array(
      body.map((bytes) => ({ body: bytes })),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  short: 120,
  long: 50_000,
  chunk: 500,
  open: () => openHouse(GATEWAY),
};
