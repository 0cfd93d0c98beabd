import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RecadoError } from '../base/errors.ts';
import type { Decoded, Webhook, WebhookRequest } from '../channels/port.ts';
import type { ServerDeps } from './deps.ts';
import { asRecadoError, sendError } from './http-errors.ts';
import { tooMany } from './security.ts';

/**
 * Most a webhook body may hold. Meta's own limit is 3 MB (CHANNELS.md §1.5) and a Twilio form is a few kilobytes, so
 * nothing genuine is ever larger. A larger body is refused with 413: its signature cannot be checked without reading it.
 */
const BODY_LIMIT = { json: 4 * 1024 * 1024, form: 256 * 1024 } as const;
/** After so many forgeries a minute from one address the rest get 429 and no log line. Genuine requests are never held. */
const FORGERIES_PER_MINUTE = 20;

type Deps = Pick<ServerDeps, 'webhooks' | 'accept' | 'statuses' | 'setAside' | 'notice' | 'metrics' | 'clock' | 'log'>;

/** Every provider's webhook: raw bytes in, signature first, then decoded, then durable, then answered. */
export function webhookRoutes(app: FastifyInstance, deps: Deps): void {
  for (const webhook of deps.webhooks) {
    app.register(async (scope) => webhookRoute(scope, webhook, deps));
  }
}

function webhookRoute(app: FastifyInstance, webhook: Webhook, deps: Deps): void {
  // Whatever the content type says, even nonsense, the signature is over the bytes as they came.
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', (request, _reply, done) => {
    request.headers['content-type'] = 'application/octet-stream';
    done();
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler((error, request, reply) =>
    refuse(webhook, asRecadoError(error, request, deps.log), request, reply),
  );
  const forgery = app.createRateLimit({ max: FORGERIES_PER_MINUTE, timeWindow: 60_000 });

  const options = { bodyLimit: BODY_LIMIT[webhook.contentType], config: { forPrograms: true } };
  app.post(webhook.path, options, async (request, reply) => {
    const raw = asReceived(request);
    if (!webhook.verify(raw)) throw await forged(request);
    await keep(webhook, decode(webhook, raw, deps), deps);
    return reply.type(webhook.ok.contentType).send(webhook.ok.body);
  });

  /** Counted only once the signature has failed, so that a flood of forgeries cannot shut out the provider. */
  async function forged(request: FastifyRequest): Promise<RecadoError> {
    deps.metrics.signatureRefused(webhook.path);
    const count = await forgery(request);
    if (!count.isAllowed && count.isExceeded) return tooMany(count.ttl);
    deps.log.warn({ webhook: webhook.path, reference: request.id }, 'signature missing or wrong');
    return new RecadoError('SIGNATURE_INVALID');
  }

  const challenge = webhook.challenge?.bind(webhook);
  if (!challenge) return;
  app.get(webhook.path, async (request, reply) => {
    // Query keys hold dots (hub.mode) and may repeat; a repeated key is nobody's honest verification.
    const query = Object.entries(request.query as Record<string, unknown>).filter(
      ([, value]) => typeof value === 'string',
    );
    const body = challenge(Object.fromEntries(query) as Record<string, string>);
    if (body === null) throw new RecadoError('VERIFY_TOKEN_WRONG');
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(body);
  });
}

function asReceived(request: FastifyRequest): WebhookRequest {
  return {
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    url: request.raw.url ?? '/',
    header(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
  };
}

/** `decode` promises never to throw. If it does, the body is kept whole: a 500 would bring it back for seven days. */
function decode(webhook: Webhook, request: WebhookRequest, deps: Deps): Decoded {
  try {
    return webhook.decode(request, deps.clock.now());
  } catch (error) {
    deps.log.error({ err: error, webhook: webhook.path }, 'a webhook body could not be decoded');
    return {
      messages: [],
      statuses: [],
      notices: [],
      aside: [{ why: 'decoder failed', item: request.body.toString('utf8') }],
    };
  }
}

/** Resolves when everything is durable. Any failure asks the provider to deliver again; duplicates are known by their ids. */
async function keep(webhook: Webhook, decoded: Decoded, deps: Deps): Promise<void> {
  const { messages, statuses, notices, aside } = decoded;
  const under: Promise<unknown>[] = [];
  if (messages.length > 0) under.push(deps.accept(messages));
  if (statuses.length > 0) under.push(deps.statuses(statuses));
  if (notices.length > 0) under.push(deps.notice(notices, webhook.path));
  if (aside.length > 0) under.push(deps.setAside(aside, webhook.path));
  const results = await Promise.allSettled(under);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw new RecadoError('STORE_UNAVAILABLE', {}, { cause: failed.reason });
  deps.metrics.webhookItems(webhook.path, 'message', messages.length);
  deps.metrics.webhookItems(webhook.path, 'status', statuses.length);
  deps.metrics.webhookItems(webhook.path, 'notice', notices.length);
  deps.metrics.webhookItems(webhook.path, 'aside', aside.length);
}

/**
 * Twilio sends the body of a plain-text answer to the learner as an SMS (CHANNELS.md §3.3), so where the good answer is
 * XML the bad one is the same empty XML, with the code in a header for whoever reads the provider's debugger.
 */
function refuse(webhook: Webhook, error: RecadoError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (!webhook.ok.contentType.includes('xml') || request.method !== 'POST') return sendError(error, request, reply);
  return reply
    .code(error.status)
    .header('x-recado-error', error.code)
    .type(webhook.ok.contentType)
    .send(webhook.ok.body);
}
