import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { RecadoError } from '../base/errors.ts';

const MINUTE_MS = 60_000;

/** Security headers on every answer, and the limiter that single routes switch on. */
export async function secure(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
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
    strictTransportSecurity: { maxAge: 15_552_000, includeSubDomains: false }, // neighbours on the domain are not ours
    // Browsers ignore these two over plain http in a village's own network and complain in the console.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  await app.register(rateLimit, {
    global: false,
    timeWindow: MINUTE_MS,
    errorResponseBuilder: (_request, context) => tooMany(context.ttl),
  });
}

/** At most `max` requests a minute from one network address. */
export const perMinute = (max: number) => ({ rateLimit: { max, timeWindow: MINUTE_MS } });

export function tooMany(ttlMs: number): RecadoError {
  return new RecadoError('TOO_MANY_REQUESTS', { seconds: Math.max(1, Math.ceil(ttlMs / 1_000)) });
}
