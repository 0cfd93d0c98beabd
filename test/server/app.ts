import { createHmac, randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { HandClock } from '../../src/base/clock.ts';
import type { Decoded } from '../../src/channels/port.ts';
import { smsGatewayWebhook } from '../../src/channels/sms-gateway/webhook.ts';
import { twilioWebhooks } from '../../src/channels/twilio/webhook.ts';
import { metaWebhook } from '../../src/channels/whatsapp-cloud/webhook.ts';
import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { Inbound } from '../../src/domain/inbound.ts';
import { buildServer } from '../../src/server/build-server.ts';
import type { ServerDeps } from '../../src/server/deps.ts';
import { logSettings } from '../../src/server/logging.ts';
import { createMetrics } from '../../src/server/metrics.ts';

export const APP_SECRET = 'app-secret';
export const AUTH_TOKEN = 'auth-token';
export const SIGNING_KEY = 'signing-key';
export const PUBLIC_URL = 'https://recado.example';
export const PHONE_NUMBER_ID = '106540352242922';
export const NOW = Date.UTC(2026, 2, 2, 16);

export const token = (): string => randomBytes(20).toString('hex');

/** What the server handed on. */
export interface Kept {
  readonly messages: Inbound[];
  readonly statuses: DeliveryStatus[];
  readonly aside: Decoded['aside'][number][];
  readonly notices: Decoded['notices'][number][];
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly kept: Kept;
  /** Everything that was logged so far, at the finest level. */
  readonly log: () => string;
}

/** The real server with the real webhooks of all providers; what it hands on is kept in memory. */
export async function testApp(changes: Partial<ServerDeps> = {}): Promise<TestApp> {
  const kept: Kept = { messages: [], statuses: [], aside: [], notices: [] };
  let logged = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  const app = await buildServer({
    webhooks: [
      metaWebhook({ appSecrets: [APP_SECRET], verifyToken: 'verify-me', phoneNumberId: PHONE_NUMBER_ID }),
      ...twilioWebhooks({ authTokens: [AUTH_TOKEN], publicUrl: PUBLIC_URL }),
      smsGatewayWebhook({ secrets: [SIGNING_KEY], number: '+528340000004', clock: new HandClock(NOW) }),
    ],
    accept: async (messages) => kept.messages.push(...messages),
    statuses: async (statuses) => kept.statuses.push(...statuses),
    setAside: async (items) => kept.aside.push(...items),
    notice: async (items) => kept.notices.push(...items),
    health: async () => [{ name: 'store', ok: true, says: 'open' }],
    metrics: createMetrics(),
    staffOnlySimulator: false,
    mediaByToken: async () => null,
    clock: new HandClock(NOW),
    token,
    log: pino(logSettings('trace'), sink),
    ...changes,
  });
  return { app, kept, log: () => logged };
}

export function metaSignature(body: string | Buffer, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function postMeta(app: FastifyInstance, body: string | Buffer, headers: Record<string, string> = {}) {
  return app.inject({
    method: 'POST',
    url: '/webhooks/whatsapp',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': metaSignature(body), ...headers },
    payload: body,
  });
}

export function postTwilio(
  app: FastifyInstance,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
) {
  const signed =
    PUBLIC_URL +
    path +
    Object.keys(form)
      .sort()
      .map((key) => key + form[key])
      .join('');
  const signature = createHmac('sha1', AUTH_TOKEN).update(signed, 'utf8').digest('base64');
  return app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature, ...headers },
    payload: new URLSearchParams(form).toString(),
  });
}

/** A webhook of the SMS gateway, signed at `at`. */
export function postGateway(
  app: FastifyInstance,
  body: string | Buffer,
  { at = NOW, key = SIGNING_KEY, headers = {} }: { at?: number; key?: string; headers?: Record<string, string> } = {},
) {
  const timestamp = String(at / 1_000);
  const signature = createHmac('sha256', key).update(body).update(timestamp).digest('hex');
  return app.inject({
    method: 'POST',
    url: '/webhooks/sms-gateway',
    headers: { 'content-type': 'application/json', 'x-signature': signature, 'x-timestamp': timestamp, ...headers },
    payload: body,
  });
}

/** Meta's envelope around messages (CHANNELS.md §1.3). */
export function metaBody(messages: readonly unknown[], more: Record<string, unknown> = {}): string {
  const metadata = { display_phone_number: '5218340000000', phone_number_id: PHONE_NUMBER_ID };
  const value = { messaging_product: 'whatsapp', metadata, messages, ...more };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  });
}

export const metaText = (id: string, body: string, more: Record<string, unknown> = {}) => ({
  from: '5218341234567',
  id: `wamid.${id}`,
  timestamp: '1772467200',
  type: 'text',
  text: { body },
  ...more,
});

export const twilioSms = (more: Record<string, string> = {}): Record<string, string> => ({
  MessageSid: 'SM00000000000000000000000000000001',
  AccountSid: 'AC00000000000000000000000000000000',
  From: '+528341234567',
  To: '+528340000000',
  Body: 'hola',
  NumMedia: '0',
  ...more,
});
