import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { OutState } from '../domain/delivery.ts';
import type { BatchOutcome } from '../store/port.ts';

/** A label that an outsider could influence would grow for ever; only short plain words are counted by name. */
const PLAIN_LABEL = /^[a-z][a-z0-9._-]{0,40}$/i;

/** What is counted. One registry per app: the global one refuses a second app in the same process. */
export interface Metrics {
  readonly registry: Registry;
  /** After each batch of turns. */
  batch(outcome: Pick<BatchOutcome, 'accepted' | 'turns'>): void;
  /** After each attempt to send a message. `outcome` is of our own few words. */
  attempt(attempt: { readonly channel: string; readonly outcome: string; readonly tookMs: number }): void;
  /** How many outbox rows stand in each state; asked at every scrape. */
  outbox(count: () => Promise<Readonly<Partial<Record<OutState, number>>>>): void;
  webhookItems(webhook: string, kind: 'message' | 'status' | 'notice' | 'aside', count: number): void;
  signatureRefused(webhook: string): void;
  request(route: string, method: string, status: number, milliseconds: number): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const accepted = new Counter({
    name: 'recado_inbound_total',
    help: 'Inbound messages made durable, by whether they were new or a duplicate.',
    labelNames: ['result'],
    registers,
  });
  const turns = new Counter({
    name: 'recado_turns_total',
    help: 'Turns taken, by what caused them, how they ended and what they did.',
    labelNames: ['from', 'state', 'did'],
    registers,
  });
  const attempts = new Counter({
    name: 'recado_send_attempts_total',
    help: 'Attempts to send a message, by channel and by what the provider made of them.',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const sending = new Histogram({
    name: 'recado_send_seconds',
    help: 'Time from the request to the provider until its answer.',
    labelNames: ['channel'],
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const items = new Counter({
    name: 'recado_webhook_items_total',
    help: 'Items that came by a webhook; aside means kept unread with a reason.',
    labelNames: ['webhook', 'kind'],
    registers,
  });
  const refused = new Counter({
    name: 'recado_webhook_signature_refused_total',
    help: 'Webhook requests whose signature was missing or wrong.',
    labelNames: ['webhook'],
    registers,
  });
  const latency = new Histogram({
    name: 'recado_http_request_seconds',
    help: 'Time from request to answer. Meta asks for a median of 0.25 s and under 1 % above 1 s.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });

  return {
    registry,
    batch(outcome) {
      for (const result of outcome.accepted) accepted.inc({ result });
      for (const { from, state, did } of outcome.turns) {
        turns.inc({ from, state, did: PLAIN_LABEL.test(did) ? did : 'other' });
      }
    },
    attempt({ channel, outcome, tookMs }) {
      attempts.inc({ channel, outcome });
      sending.observe({ channel }, tookMs / 1_000);
    },
    outbox(count) {
      new Gauge({
        name: 'recado_outbox_messages',
        help: 'Outbound messages by delivery state.',
        labelNames: ['state'],
        registers,
        async collect() {
          const states = await count();
          this.reset();
          for (const [state, rows] of Object.entries(states)) this.set({ state }, rows);
        },
      });
    },
    webhookItems(webhook, kind, count) {
      if (count > 0) items.inc({ webhook, kind }, count);
    },
    signatureRefused: (webhook) => refused.inc({ webhook }),
    request: (route, method, status, ms) => latency.observe({ route, method, status: `${status}` }, ms / 1_000),
  };
}

/** `GET /metrics` and the timing of every request. Routes are counted by pattern, never by the address asked for. */
export function metricsRoutes(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    metrics.request(request.routeOptions.url ?? 'unknown', request.method, reply.statusCode, reply.elapsedTime);
  });
  app.get('/metrics', async (_request, reply) => {
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.registry.metrics());
  });
}
