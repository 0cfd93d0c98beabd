import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { RecadoError } from '../../base/errors.ts';
import type { ServerDeps } from '../deps.ts';
import { sendMediaFile } from '../media-file.ts';
import { sendHtml, sendPage } from '../pages/send.ts';
import { type Language, languageOf, WORDS } from '../pages/words.ts';
import { perMinute } from '../security.ts';
import { benchRoutes } from './bench/routes.ts';
import { Bubbles } from './bubbles.tsx';
import { fieldsOf, readSent } from './content.ts';
import type { SimulatorDeps, SimulatorPhone } from './deps.ts';
import { simulatorPage } from './page.tsx';
import { formOfQuery, givePhone, phoneOf, phoneOrRefuse } from './phone-cookie.ts';
import { createStreams, type Streams } from './stream.ts';

/** Room for 4,096 characters, each nine bytes when percent-encoded, and the other fields. */
const FORM_LIMIT = 48 * 1024;

/**
 * `/simulator`: the author's bench in virtual time, and `/simulator/phone`: one phone that speaks through the real inbox
 * and outbox. With a real channel set both are closed (403) until staff can log in; whose they are says a cookie, so no
 * address names anybody.
 */
export function simulatorRoutes(app: FastifyInstance, deps: ServerDeps): void {
  const { simulator } = deps;
  if (!simulator) return;
  app.register(async (scope) => {
    if (deps.staffOnlySimulator) {
      scope.addHook('onRequest', async () => {
        throw new RecadoError('SIMULATOR_STAFF_ONLY');
      });
    }
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT },
      (_r, body, done) => done(null, new URLSearchParams(body as string)),
    );
    const streams = createStreams(scope);
    benchRoutes(scope, deps, streams);
    routes(scope, deps, simulator, streams);
  });
}

function routes(app: FastifyInstance, deps: ServerDeps, simulator: SimulatorDeps, streams: Streams): void {
  const playable = simulator.media !== undefined;

  app.get('/simulator/phone', async (request, reply) => {
    const form = formOfQuery(request.query);
    const phone = phoneOf(request, form) ?? { id: givePhone(reply, deps.token()), form };
    const messages = simulator.view(phone);
    const quote = messages.find((message) => message.id === (request.query as { quote?: unknown }).quote);
    const page = { phone, messages, programmes: simulator.programmes, language: languageOf(request.query), playable };
    reply.header('cache-control', 'private, no-store');
    return sendPage(request, reply, simulatorPage({ ...page, ...(quote && { quote }) }));
  });

  app.get('/simulator/phone/messages', async (request, reply) => {
    return sendBubbles(request, reply, phoneOrRefuse(request, formOfQuery(request.query)), languageOf(request.query));
  });

  app.get('/simulator/phone/events', { exposeHeadRoute: false }, async (request, reply) => {
    const phone = phoneOrRefuse(request, formOfQuery(request.query));
    const headers = reply.getHeaders() as Record<string, string>;
    if (!streams.open((say) => simulator.subscribe(phone, say), reply.raw, headers)) return reply.code(204).send(); // 204 tells EventSource not to come back
    return reply.hijack();
  });

  app.post('/simulator/phone/send', { config: perMinute(120) }, async (request, reply) => {
    const fields = fieldsOf(request);
    const phone = phoneOrRefuse(request, formOfQuery({ form: fields.get('form') }));
    const { content, quoted } = readSent(fields, phone, simulator.view(phone));
    await simulator.send(phone, content, quoted);
    const language = languageOf({ lang: fields.get('lang') });
    if (fields.get('fragment') === 'yes') return sendBubbles(request, reply, phone, language);
    return reply.redirect(`/simulator/phone?form=${phone.form}&lang=${language}#text`, 303);
  });

  app.post('/simulator/phone/new', { config: perMinute(30) }, async (request, reply) => {
    const fields = fieldsOf(request);
    givePhone(reply, deps.token());
    const form = formOfQuery({ form: fields.get('form') });
    return reply.redirect(`/simulator/phone?form=${form}&lang=${languageOf({ lang: fields.get('lang') })}`, 303);
  });

  app.get<{ Params: { '*': string } }>('/simulator/phone/media/*', async (request, reply) => {
    const file = request.params['*'];
    // Only what stands on her screen, so that this never becomes a way to read files.
    const shown = (['whatsapp', 'sms'] as const).some((form) =>
      simulator.view(phoneOrRefuse(request, form)).some(({ from, media }) => from === 'us' && media?.name === file),
    );
    const found = shown ? await simulator.media?.(file) : null;
    if (!found) throw new RecadoError('NOT_FOUND');
    return sendMediaFile(reply, found, 'private, max-age=3600');
  });

  /** The conversation alone, with an ETag over what is shown, so that nothing new costs 200 bytes. */
  function sendBubbles(
    request: FastifyRequest,
    reply: FastifyReply,
    phone: SimulatorPhone,
    language: Language,
  ): FastifyReply {
    const shown = { phone, language, playable, messages: simulator.view(phone), words: WORDS[language] };
    const html = renderToString(h(Bubbles, shown));
    const etag = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 16)}"`;
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    return request.method === 'GET' && request.headers['if-none-match'] === etag
      ? reply.code(304).send()
      : sendHtml(request, reply, html);
  }
}
