import { createHmac } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Millis, SECOND } from '../../base/clock.ts';
import { hex } from './chance.ts';
import type { Said, SaidHow } from './said.ts';
import type { Shared, Subscriber } from './shared.ts';
import type { GatewayAccount } from './types.ts';

export const WEBHOOK = '/webhooks/sms-gateway';

/** One event, signed when it is sent and again at each retry, as the app does (CHANNELS §5.4). `payload` gets its moment, ISO 8601. */
export function gatewayEvent(shared: Shared, event: string, payload: (at: string) => object, delay: Millis): void {
  const at = Temporal.Instant.fromEpochMilliseconds(shared.clock.now() + delay).toString();
  const id = hex(shared.random, 21);
  gatewayPost(
    shared,
    JSON.stringify({ deviceId: 'emulated-phone', event, id, payload: payload(at), webhookId: event }),
    delay,
  );
}

/** Any signed body, for what no phone would send. */
export function gatewayPost(shared: Shared, body: string, delay: Millis): void {
  const { webhookSecret } = accountOf(shared);
  shared.air.send(
    {
      provider: 'gateway',
      url: WEBHOOK,
      headers: { 'content-type': 'application/json' },
      body,
      sign: (at) => signature(webhookSecret, body, at),
    },
    delay,
  );
}

export function signature(secret: string, body: string, at: Millis): Record<string, string> {
  const timestamp = String(Math.floor(at / SECOND));
  const hash = createHmac('sha256', secret)
    .update(body + timestamp, 'utf8')
    .digest('hex');
  return { 'x-signature': hash, 'x-timestamp': timestamp };
}

/** She wrote an SMS, or an MMS: the phone with the SIM tells. Returns the app's message id. */
export function phoneGotSms(shared: Shared, her: Subscriber, said: Said, how: SaidHow): string {
  const messageId = how.id ?? hex(shared.random, 8);
  const number = `+${her.id.replace(/^\+/, '')}`;
  const content = typeof said === 'string' ? { message: said } : mms(said);
  const common = { messageId, sender: number, recipient: accountOf(shared).number, phoneNumber: number, simNumber: 1 };
  const at = shared.smsTimes.get(messageId) ?? how.sentAt ?? nextTime(shared, her);
  shared.smsTimes.set(messageId, at);
  const receivedAt = Temporal.Instant.fromEpochMilliseconds(at).toString();
  const event = typeof said === 'string' ? 'sms:received' : 'mms:received';
  gatewayEvent(
    shared,
    event,
    () => ({ ...common, ...content, receivedAt }),
    shared.knobs.inboundDelay + (how.late ?? 0),
  );
  return messageId;
}

/**
 * The network's own time of the SMS, to the millisecond here, so that what is typed in one breath stays apart: nobody
 * sends two at one moment, and the same words of one moment are the same SMS.
 */
function nextTime(shared: Shared, her: Subscriber): Millis {
  her.lastSms = Math.max(shared.clock.now(), (her.lastSms ?? Number.NEGATIVE_INFINITY) + 1);
  return her.lastSms;
}

function mms(said: Exclude<Said, string>): object {
  const kind = ['photo', 'voice', 'video', 'document', 'sticker'].find((one) => one in said);
  if (!kind) throw new Error('An SMS gateway brings words and MMS only.');
  return { transactionId: 'T1', size: 200 };
}

function accountOf(shared: Shared): GatewayAccount {
  const { gateway } = shared.options;
  if (!gateway) throw new Error('The emulator has no SMS gateway.');
  return gateway;
}
