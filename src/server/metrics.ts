import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Millis } from '../base/clock.ts';
import type { OutState } from '../domain/delivery.ts';
import type { Queues } from '../store/aside.ts';
import type { BatchOutcome } from '../store/port.ts';

/** A label that an outsider could influence would grow for ever; only short plain words are counted by name. */
const PLAIN_LABEL = /^[a-z][a-z0-9._-]{0,40}$/i;

/** Codes of providers are short numbers or capitals; whatever else comes is counted together. */
const CODE = /^[A-Z0-9_]{1,32}$/;

export interface ChannelStanding {
  readonly channel: string;
  readonly stopped: unknown;
}

/** What is counted. One registry per app: the global one refuses a second app in the same process. */
export interface Metrics {
  readonly registry: Registry;
  /** After each batch of turns; how long it took, where that is known. */
  batch(outcome: Pick<BatchOutcome, 'accepted' | 'turns'>, tookMs?: number): void;
  /** After each attempt to send a message. `outcome` is of our own few words, `code` the provider's. */
  attempt(attempt: {
    readonly channel: string;
    readonly outcome: string;
    readonly tookMs: number;
    readonly code?: string | undefined;
  }): void;
  /** Depth and age of every queue, what was set aside, and which channels the provider has stopped; asked at every scrape. */
  queues(look: () => Promise<Queues>, now: () => Millis, channels: () => readonly ChannelStanding[]): void;
  /** How many outbox rows stand in each state; asked at every scrape. */
  outbox(count: () => Promise<Readonly<Partial<Record<OutState, number>>>>): void;
  /** When the last backup was taken, where one is made every day; null: never. */
  backup(last: () => Millis | null, now: () => Millis): void;
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

  const batches = new Histogram({
    name: 'recado_batch_seconds',
    help: 'Time of one batch of turns, from its claim to its commit.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });
  const errors = new Counter({
    name: 'recado_provider_errors_total',
    help: 'Answers of a provider that were no acceptance, by its own code.',
    labelNames: ['channel', 'code'],
    registers,
  });

  return {
    registry,
    batch(outcome, tookMs) {
      if (tookMs !== undefined) batches.observe(tookMs / 1_000);
      for (const result of outcome.accepted) accepted.inc({ result });
      for (const { from, state, did } of outcome.turns) {
        turns.inc({ from, state, did: PLAIN_LABEL.test(did) ? did : 'other' });
      }
    },
    attempt({ channel, outcome, tookMs, code }) {
      attempts.inc({ channel, outcome });
      if (code !== undefined) errors.inc({ channel, code: CODE.test(code) ? code : 'other' });
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
    backup(last, now) {
      new Gauge({
        name: 'recado_backup_age_seconds',
        help: 'Since when nothing is in a backup. Only where one is made every day.',
        registers,
        collect() {
          const at = last();
          if (at !== null) this.set(Math.max(0, now() - at) / 1_000);
        },
      });
    },
    queues: (look, now, channels) => queueGauges(registers, look, now, channels),
    webhookItems(webhook, kind, count) {
      if (count > 0) items.inc({ webhook, kind }, count);
    },
    signatureRefused: (webhook) => refused.inc({ webhook }),
    request: (route, method, status, ms) => latency.observe({ route, method, status: `${status}` }, ms / 1_000),
  };
}

/** One look at the queues serves all of them. */
function queueGauges(
  registers: Registry[],
  look: () => Promise<Queues>,
  now: () => Millis,
  channels: () => readonly ChannelStanding[],
): void {
  const age = (oldest: Millis | null) => (oldest === null ? 0 : Math.max(0, now() - oldest) / 1_000);
  new Gauge({
    name: 'recado_queue_rows',
    help: 'What is due and not worked yet, by queue.',
    labelNames: ['queue'],
    registers,
    async collect() {
      this.reset();
      for (const { queue, rows } of (await look()).waits) this.set({ queue }, rows);
    },
  });
  new Gauge({
    name: 'recado_queue_oldest_seconds',
    help: 'How long the oldest of a queue has been due.',
    labelNames: ['queue'],
    registers,
    async collect() {
      this.reset();
      for (const { queue, oldest } of (await look()).waits) this.set({ queue }, age(oldest));
    },
  });
  new Gauge({
    name: 'recado_set_aside_rows',
    help: 'What could not be read or worked and is kept with its reason.',
    registers,
    async collect() {
      this.set((await look()).aside);
    },
  });
  new Gauge({
    name: 'recado_channel_stopped',
    help: '1 while a provider takes nothing from us (token, account, policy).',
    labelNames: ['channel'],
    registers,
    collect() {
      for (const { channel, stopped } of channels()) this.set({ channel }, stopped ? 1 : 0);
    },
  });
}

/** `GET /metrics` and the timing of every request. Routes are counted by pattern, never by the address asked for. */
export function metricsRoutes(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, done) => {
    metrics.request(request.routeOptions.url ?? 'unknown', request.method, reply.statusCode, reply.elapsedTime);
    done();
  });
  app.get('/metrics', async (_request, reply) => {
    return reply
      .type(metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.registry.metrics());
  });
}
