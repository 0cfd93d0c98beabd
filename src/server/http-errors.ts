import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { RecadoError } from '../base/errors.ts';
import { errorPage } from './pages/error.tsx';
import { sendPage } from './pages/send.ts';

/**
 * Any error as one of the catalogue. What we did not expect becomes INTERNAL: the visitor gets a reference, the log
 * gets the same reference with the place where it happened.
 */
export function asRecadoError(error: unknown, request: FastifyRequest, log: Logger): RecadoError {
  if (error instanceof RecadoError) {
    if (error.status >= 500)
      log.error({ err: error, reference: request.id, route: request.routeOptions.url }, 'refused');
    return error;
  }
  const { statusCode, code } = (error ?? {}) as { statusCode?: number; code?: string };
  if (statusCode === 413 || code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new RecadoError('BODY_TOO_LARGE', { limit: request.routeOptions.bodyLimit ?? 0 });
  }
  if (statusCode && statusCode >= 400 && statusCode < 500)
    return new RecadoError('REQUEST_INVALID', {}, { cause: error });
  log.error({ err: error, reference: request.id, route: request.routeOptions.url }, 'unexpected error');
  return new RecadoError('INTERNAL', { reference: request.id });
}

/** The whole app's answer to an error: a page for a person in a browser, RFC 9457 problem details for a program. */
export function sendError(error: RecadoError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.code(error.status).header('cache-control', 'no-store');
  if (wantsPage(request)) return sendPage(request, reply, errorPage(error));
  return reply.type('application/problem+json').send({
    type: `urn:recado:error:${error.code}`,
    status: error.status,
    code: error.code,
    says: error.message,
    next: error.next,
  });
}

const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');
