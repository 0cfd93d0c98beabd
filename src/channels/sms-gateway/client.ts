import { HOUR, type Millis, SECOND } from '../../base/clock.ts';
import { type Fetch, networkFailure } from '../network.ts';
import { type Bag, bag, field, figure, withoutNumbers } from '../peek.ts';
import type { SendResult } from '../port.ts';
import { refusalOf } from './errors.ts';

/**
 * What the phone still holds after so long is let go and reported as failed, so that a phone that was off does not wake
 * up with yesterday's reminders. As long as Twilio queues WhatsApp.
 */
const KEPT: Millis = 4 * HOUR;

export interface Access {
  readonly fetch: Fetch;
  /** Up to and with `/3rdparty/v1`, or the phone's own address and port. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** What the gateway knows of a message: its state, that there is none, or nothing because it gave no answer. */
export type Known = { readonly state: string } | 'none' | 'no answer';

/** Asks the gateway with our name and password; redirects are not followed. Throws what `fetch` throws. */
export function ask({ fetch, url, username, password }: Access, path: string, init?: RequestInit): Promise<Response> {
  const basic = Buffer.from(`${username}:${password}`).toString('base64');
  const headers = { Authorization: `Basic ${basic}`, ...(init?.body ? { 'Content-Type': 'application/json' } : {}) };
  return fetch(url + path, { ...init, headers, redirect: 'manual' });
}

/**
 * Hands over one message under an id of ours. `accepted`: it is queued for the phone. `taken`: that id was used before,
 * so this request changed nothing.
 */
export async function create(
  access: Access,
  message: { readonly id: string; readonly to: string; readonly text: string },
): Promise<SendResult | { readonly outcome: 'taken'; readonly state: string }> {
  const { id, to, text } = message;
  // She wrote to us from that number, or staff typed it and we checked: no second library decides whether it exists.
  const request = { id, textMessage: { text }, phoneNumbers: [to], withDeliveryReport: true, ttl: KEPT / SECOND };
  let result: SendResult;
  try {
    const response = await ask(access, '/messages?skipPhoneValidation=true', {
      method: 'POST',
      body: JSON.stringify(request),
    });
    const body = await response.text();
    if (response.status === 409) return settled(access, id, retry('CONFLICT'));
    const answer = parsed(body);
    if (response.ok && field(answer['id']) === id) return { outcome: 'accepted', providerId: id };
    result = response.ok
      ? { outcome: 'unknown', detail: 'The answer named no message.' } // a hotspot's login page, say
      : refusal(response, withoutNumbers(field(answer['message']) ?? `HTTP ${response.status}`));
  } catch (error) {
    result = networkFailure(error);
  }
  return isDoubtful(result) ? settled(access, id, result) : result;
}

/** Whether a failure leaves open that the message was taken. Older apps answer 500, not 409, to an id used before. */
function isDoubtful(result: SendResult): boolean {
  return result.outcome === 'unknown' || (result.outcome === 'refused' && result.code === 'HTTP_500');
}

/** What the gateway itself says of a message whose fate the answer left open. Without an answer `otherwise` stands. */
async function settled(access: Access, id: string, otherwise: SendResult) {
  const known = await stateOf(access, id);
  if (known === 'no answer') return otherwise;
  if (known === 'none') return otherwise.outcome === 'unknown' ? retry('NOT_TAKEN') : otherwise;
  return { outcome: 'taken', state: known.state } as const;
}

/** Its state as the gateway tells it: Pending, Processed, Sent, Delivered or Failed. Never throws. */
export async function stateOf(access: Access, id: string): Promise<Known> {
  try {
    const response = await ask(access, `/messages/${encodeURIComponent(id)}`);
    const state = field(parsed(await response.text())['state']);
    if (response.status === 404) return 'none';
    return response.ok && state !== undefined ? { state } : 'no answer';
  } catch {
    return 'no answer';
  }
}

function refusal(response: Response, detail: string): SendResult {
  const { status } = response;
  const after = figure(response.headers.get('retry-after') ?? undefined);
  if (status === 502 || status === 504) return { outcome: 'unknown', detail: `A gateway answered ${status}.` };
  return {
    outcome: 'refused',
    reaction: refusalOf(status, detail),
    code: `HTTP_${status}`,
    detail,
    ...(after !== undefined && { retryAfter: Math.max(0, after) * SECOND }),
  };
}

function retry(code: string): SendResult {
  return { outcome: 'refused', reaction: 'retry', code, detail: 'The gateway has not taken the message.' };
}

function parsed(body: string): Bag {
  try {
    return bag(JSON.parse(body));
  } catch {
    return bag(undefined);
  }
}
