import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { RecadoError } from '../../base/errors.ts';
import type { Json } from '../../base/json.ts';
import { Rate } from '../../base/rate.ts';
import type { AnyRoute, FileReply } from '../../programme/route.ts';
import { asRecadoError } from '../http-errors.ts';
import { tooMany } from '../security.ts';
import { type Caller, callerOf } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { docsPage } from './docs-page.tsx';
import { inputOf } from './input.ts';
import { BODY_LIMIT, BURST, EVERY, WRONG_TOKENS } from './limits.ts';
import { askedOf, createOnce } from './once.ts';
import { openApi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { run } from './run.ts';
import { sendFile, sendTagged } from './tagged.ts';

export const BASE = '/api/v1';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** `/api/v1` and its page: the routes of all capabilities behind tokens, and errors as problem details. */
export function apiRoutes(app: FastifyInstance, deps: ApiDeps, log: Logger): void {
  docsPage(app, deps.routes);
  app.register(async (scope) => mountAll(scope, deps, log), { prefix: BASE });
}

function mountAll(app: FastifyInstance, deps: ApiDeps, log: Logger): void {
  onlyJson(app);
  takeFiles(app, deps.routes);
  app.setErrorHandler((error, request, reply) =>
    sendProblem(asProblem(error, request, log), request, reply, deps.spanish),
  );
  app.setNotFoundHandler((request, reply) => sendProblem(new RecadoError('NOT_FOUND'), request, reply, deps.spanish));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });

  let document: Json | undefined; // made when it is first asked for
  app.get('/openapi.json', async (request, reply) => {
    document ??= openApi(deps.routes);
    return sendTagged(request, reply, document, 'no-cache');
  });

  const doorkeeper = createDoorkeeper(app, deps, log);
  const once = createOnce(deps);
  for (const route of deps.routes) {
    app.route({
      method: route.method,
      url: patternOf(route.path),
      bodyLimit: route.raw?.limit ?? BODY_LIMIT,
      onRequest: (request) => doorkeeper.admit(request, route),
      preParsing: async (request) => onlyItsTypes(request, route),
      handler: async (request, reply) => {
        const caller = doorkeeper.caller(request);
        const given = inputOf(route, request);
        const { method, body } = request;
        const asked =
          route.method === 'GET'
            ? undefined
            : askedOf(caller.token, request.headers['idempotency-key'], { method, url: request.url, body });
        const { answer, replayed } = await once(asked, caller.sight.workspace, () =>
          run(route, given, caller, asked, deps),
        );
        if (replayed) reply.header('idempotent-replayed', 'true');
        if (route.file) return sendFile(reply, answer as unknown as FileReply);
        return sendTagged(request, reply, answer, 'no-store');
      },
    });
  }
  refuseOtherMethods(app, deps.routes);
}

/** `/people/{id}` as Fastify writes it. */
const patternOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Who asks, how often, and whether that token may. Decided before a body is read. */
function createDoorkeeper(app: FastifyInstance, deps: ApiDeps, log: Logger) {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const rates = new Map<string, Rate>();
  const wrong = app.createRateLimit({ max: WRONG_TOKENS, timeWindow: 60_000 });

  function hold(token: string): void {
    const now = deps.clock.now();
    const rate = rates.get(token) ?? new Rate(EVERY, BURST);
    rates.set(token, rate);
    if (rate.room(now) < 1) throw tooMany(rate.nextAt(now) - now);
    rate.take(now);
  }

  return {
    async admit(request: FastifyRequest, { scope }: AnyRoute): Promise<void> {
      let caller: Caller;
      try {
        caller = await callerOf(request.headers.authorization, deps);
      } catch (error) {
        if (!(error instanceof RecadoError) || error.code !== 'TOKEN_INVALID') throw error;
        // Counted only once it is known to be wrong, so that a flood of guesses shuts out no good token.
        const count = await wrong(request);
        if (!count.isAllowed && count.isExceeded) throw tooMany(count.ttl);
        log.warn({ reference: request.id, code: error.code }, 'a token was refused');
        throw error;
      }
      hold(caller.token);
      if (!caller.scopes.includes(scope)) {
        log.warn({ reference: request.id, by: caller.token, scope }, 'a token asked for more than it may');
        throw new RecadoError('SCOPE_MISSING', { scope });
      }
      callers.set(request, caller);
    },
    caller: (request: FastifyRequest): Caller => callers.get(request)!,
  };
}

/** A known address with another method is 405 with those it takes; HEAD goes with GET. */
function refuseOtherMethods(app: FastifyInstance, routes: readonly AnyRoute[]): void {
  for (const url of new Set(routes.map(({ path }) => patternOf(path)))) {
    const taken = routes.filter(({ path }) => patternOf(path) === url).map(({ method }) => method as string);
    app.route({
      method: METHODS.filter((method) => !taken.includes(method)),
      url,
      bodyLimit: BODY_LIMIT,
      handler: (_request: FastifyRequest, reply: FastifyReply) => {
        reply.header('allow', taken.join(', '));
        throw new RecadoError('METHOD_NOT_ALLOWED');
      },
    });
  }
}

/** JSON in UTF-8 and nothing else; an empty body is none, whatever its type says. */
function onlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body as string, done);
  });
}

/** The media types of files, as bytes; which route takes them is `onlyItsTypes`. */
function takeFiles(app: FastifyInstance, routes: readonly AnyRoute[]): void {
  const types = [...new Set(routes.flatMap(({ raw }) => raw?.types ?? []))];
  if (types.length > 0)
    app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

/** A file where JSON is expected is refused before it is read, and JSON where a file is. */
async function onlyItsTypes({ headers }: FastifyRequest, { raw }: AnyRoute): Promise<void> {
  const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (raw ? !raw.types.includes(type) : type !== '' && type !== 'application/json')
    throw new RecadoError('MEDIA_TYPE_UNSUPPORTED');
}

function asProblem(error: unknown, request: FastifyRequest, log: Logger): RecadoError {
  if ((error as { statusCode?: number } | null)?.statusCode === 415) return new RecadoError('MEDIA_TYPE_UNSUPPORTED');
  return asRecadoError(error, request, log);
}
