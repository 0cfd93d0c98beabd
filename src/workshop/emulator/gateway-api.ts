import { Temporal } from 'temporal-polyfill';
import { segmentsOf } from '../../text/segments.ts';
import { injected } from './faults.ts';
import { gatewayEvent } from './gateway-webhook.ts';
import { json, type QueuedSms, type Shared, type Subscriber, subscriber, whenOn } from './shared.ts';
import { Dropped, type GatewayAccount, type Received } from './types.ts';

/** Where the gateway's own server has its API (CHANNELS §5.1). */
export const GATEWAY_PATH = '/3rdparty/v1/';

/** Messages, webhooks and devices, as the server of SMS Gateway for Android speaks (CHANNELS §5.2). */
export async function gatewayApi(shared: Shared, account: GatewayAccount, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const basic = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`;
  if (request.headers.get('authorization') !== basic || shared.knobs.tokenExpired) return refused(401, 'Unauthorized');
  const [what, id] = pathname.slice(GATEWAY_PATH.length).split('/');
  if (what === 'messages' && id !== undefined) return told(shared, decodeURIComponent(id));
  if (what === 'messages' && request.method === 'POST') return create(shared, account, await request.text());
  if (what === 'webhooks') {
    const hooks = Object.entries(shared.standing.gateway.webhooks);
    return json(
      200,
      hooks.map(([event, url]) => ({ id: event, url, event })),
    );
  }
  if (what === 'devices') {
    const lastSeen = Temporal.Instant.fromEpochMilliseconds(
      shared.clock.now() - shared.standing.gateway.silentFor,
    ).toString();
    return json(200, [{ id: 'emulated-phone', name: 'Emulated', lastSeen }]);
  }
  return refused(404, 'Not Found');
}

/** What the server takes for a new message. A name that is not here is a slip of ours and is refused. */
const KNOWN = new Set(['id', 'textMessage', 'phoneNumbers', 'withDeliveryReport', 'ttl', 'priority', 'simNumber']);

interface NewMessage {
  readonly id: string;
  readonly textMessage: { readonly text: string };
  readonly phoneNumbers: readonly [string];
}

/** The first thing wrong with a request. */
function wrongWith(given: Partial<NewMessage>): string | undefined {
  const unknown = Object.keys(given).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) return `Unknown field ${unknown}`;
  if (typeof given.id !== 'string' || given.id.length > 36) return 'id: max 36';
  if (!given.textMessage?.text) return 'No message content provided';
  if (given.phoneNumbers?.length !== 1) return 'phoneNumbers is empty';
  return undefined;
}

function create(shared: Shared, account: GatewayAccount, body: string): Response {
  const given = JSON.parse(body) as NewMessage;
  // A fault waits for a message that would be new: one that is there already is only refused.
  if (shared.queued.has(given.id)) return refused(409, 'message with the same id already exists');
  const fault = injected(shared, 'gateway', (status, _code, headers) => refused(status, 'Injected', headers));
  if (fault instanceof Response) return fault;
  const wrong = wrongWith(given);
  if (wrong) return refused(400, wrong);

  const { id, textMessage, phoneNumbers } = given;
  const her = subscriber(shared, 'sms-gateway', phoneNumbers[0]);
  const code = fault?.kind === 'undelivered' ? fault.code : undefined;
  const reason = code !== undefined ? reasonOf(code) : her?.unreachable ? reasonOf(TP_NO_ANSWER) : undefined;
  const at = shared.clock.now();
  const received: Received = {
    channel: 'sms-gateway',
    id,
    to: phoneNumbers[0],
    from: account.number,
    at,
    type: 'text',
    text: textMessage.text,
    choices: [],
    outboxId: id.split('-')[0]!,
    segments: segmentsOf(textMessage.text).segments,
    ...(reason && { failed: code ?? TP_NO_ANSWER }),
  };
  shared.received.push(received);
  if (!reason) whenOn(her, () => her?.inbox.push(received));
  const queued: QueuedSms = { at, ...(reason && { failed: reason }) };
  shared.queued.set(id, queued);
  ladder(shared, received, her, reason);
  if (fault?.kind === 'drop-after-accept') throw new Dropped('ECONNRESET');
  return json(202, { id, state: 'Pending', recipients: [{ phoneNumber: phoneNumbers[0], state: 'Pending' }] });
}

/** The network gave up for now: no answer from her phone (3GPP TS 23.040 §9.2.3.15). */
const TP_NO_ANSWER = 98;

/** The app's words for what went wrong: a code of the network, or the radio's for every other number. */
function reasonOf(code: number): string {
  if (code >= 64 && code < 128) return `Delivery result from SC +528340009999: ${code}`;
  return 'Send result: RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)';
}

/** Sent once, delivered once for each part, which may be when her phone is on again; or failed. */
function ladder(
  shared: Shared,
  { id, to, segments = 1 }: Received,
  her: Subscriber | undefined,
  failed: string | undefined,
): void {
  const { statusDelay } = shared.knobs;
  const common = { messageId: id, sender: null, recipient: to, phoneNumber: to, simNumber: null };
  const tell = (event: string, delay: number, more: object) =>
    gatewayEvent(shared, event, (at) => ({ ...common, ...withTime(event, at), ...more }), delay);
  if (failed !== undefined) {
    tell('sms:failed', statusDelay.sent, { reason: failed });
    return;
  }
  tell('sms:sent', statusDelay.sent, { partsCount: segments });
  for (let part = 0; part < segments; part++) whenOn(her, () => tell('sms:delivered', statusDelay.delivered, {}));
}

function withTime(event: string, at: string): object {
  return { [`${event.replace('sms:', '')}At`]: at };
}

/** The state as it stands by now; what was delivered is told by webhook only. */
function told(shared: Shared, id: string): Response {
  const queued = shared.queued.get(id);
  if (!queued) return refused(404, 'message not found');
  const settled = shared.clock.now() - queued.at >= shared.knobs.statusDelay.sent;
  return json(200, { id, state: !settled ? 'Pending' : queued.failed === undefined ? 'Sent' : 'Failed' });
}

function refused(status: number, message: string, headers?: Record<string, string>): Response {
  return json(status, { message }, headers);
}
