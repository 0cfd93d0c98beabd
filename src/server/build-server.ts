import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { MINUTE, type Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { apiRoutes } from './api/index.ts';
import { assetRoutes } from './assets.ts';
import type { ServerDeps } from './deps.ts';
import { healthRoutes } from './health.ts';
import { asRecadoError, sendError } from './http-errors.ts';
import { mediaRoute } from './media-links.ts';
import { metricsRoutes } from './metrics.ts';
import { homeRoute } from './pages/home.tsx';
import { verifyRoutes } from './pages/verify.tsx';
import { secure } from './security.ts';
import { closeSilentSockets } from './silent-sockets.ts';
import { simulatorRoutes } from './simulator/routes.ts';
import { webhookRoutes } from './webhooks.ts';

/** A request must have come whole by then. Fastify waits for ever by default, and each open body may hold 4 MB of memory. */
const REQUEST_TIMEOUT: Millis = MINUTE;

/** The HTTP side of the house. It never listens: `assemble` does, tests use `inject`. */
export async function buildServer(deps: ServerDeps): Promise<FastifyInstance> {
  // A reference for the log, told to whoever meets an error: drawn once, since drawing for each webhook costs more than it tells.
  const start = `r${deps.token().slice(0, 8)}`; // the letter keeps the log from taking digits for a phone number
  let requests = 0;
  const app = Fastify({
    loggerInstance: deps.log,
    // Fastify's own lines hold the address with its query and the caller's network address.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => `${start}${(requests++).toString(36)}`,
    requestIdHeader: false,
    childLoggerFactory: (log) => log, // nothing is logged by request; a child for each costs more than its signature
    requestTimeout: REQUEST_TIMEOUT,
    trustProxy: deps.trustedProxies?.length ? [...deps.trustedProxies] : false,
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => void sendError(asRecadoError(error, request, deps.log), request, reply),
  }) as unknown as FastifyInstance;

  app.setErrorHandler((error, request, reply) => sendError(asRecadoError(error, request, deps.log), request, reply));
  app.setNotFoundHandler((request, reply) => sendError(new RecadoError('NOT_FOUND'), request, reply));
  await secure(app);
  app.addHook('onResponse', (request, reply, done) => {
    if (deps.log.isLevelEnabled('debug')) {
      const { routeOptions, method } = request;
      const ms = Math.round(reply.elapsedTime);
      deps.log.debug({ route: routeOptions.url ?? 'unknown', method, status: reply.statusCode, ms }, 'answered');
    }
    done();
  });

  closeSilentSockets(app);
  metricsRoutes(app, deps.metrics);
  healthRoutes(app, deps);
  webhookRoutes(app, deps);
  mediaRoute(app, deps);
  assetRoutes(app);
  homeRoute(app, deps);
  verifyRoutes(app, deps);
  simulatorRoutes(app, deps);
  if (deps.api) apiRoutes(app, deps.api, deps.log);
  return app;
}
