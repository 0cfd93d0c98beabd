import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import { RecadoError } from '../base/errors.ts';

const MINUTE_MS = 60_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answers are read by a program: what only browsers heed is left out. */
    readonly forPrograms?: boolean;
  }
}

/** Security headers on every answer, and the limiter that single routes switch on. */
export async function secure(app: FastifyInstance): Promise<void> {
  const headers = await headersOnce();
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.forPrograms) reply.header('x-content-type-options', 'nosniff');
    else reply.headers(headers);
    done();
  });
  await app.register(rateLimit, {
    global: false,
    timeWindow: MINUTE_MS,
    errorResponseBuilder: (_request, context) => tooMany(context.ttl),
  });
}

/** Helmet would work out the same headers for every answer, a tenth of what a webhook costs: it is asked once. */
async function headersOnce(): Promise<Readonly<Record<string, string>>> {
  const once = Fastify();
  await once.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false, // the defaults upgrade to https, which breaks http://127.0.0.1
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false }, // neighbours on the domain are not ours
    // Browsers ignore these two over plain http in a village's own network and complain in the console.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  once.get('/', (_request, reply) => reply.hijack().raw.end());
  const { headers } = await once.inject('/');
  await once.close();
  const ofHelmet = Object.entries(headers).filter(([name]) => !OF_HTTP.has(name));
  return Object.fromEntries(ofHelmet.map(([name, value]) => [name, String(value)]));
}

const OF_HTTP = new Set(['date', 'connection', 'transfer-encoding', 'content-length', 'keep-alive']);

/** At most `max` requests a minute from one network address. */
export const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: MINUTE_MS } });

export function tooMany(ttlMs: number): RecadoError {
  return new RecadoError('TOO_MANY_REQUESTS', { seconds: Math.max(1, Math.ceil(ttlMs / 1_000)) });
}
