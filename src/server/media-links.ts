import type { FastifyInstance } from 'fastify';
import { RecadoError } from '../base/errors.ts';
import type { ServerDeps } from './deps.ts';
import { sendMediaFile } from './media-file.ts';

const TOKEN = /^[0-9A-Za-z_-]{16,128}$/;

/** `GET /media/:token`: media that Twilio fetches. The link works once, so nobody who finds it later learns anything. */
export function mediaRoute(app: FastifyInstance, deps: Pick<ServerDeps, 'mediaByToken'>): void {
  // No HEAD: asking for the size must not spend the link.
  app.get<{ Params: { token: string } }>('/media/:token', { exposeHeadRoute: false }, async (request, reply) => {
    const { token } = request.params;
    const file = TOKEN.test(token) ? await deps.mediaByToken(token) : null;
    if (!file) throw new RecadoError('MEDIA_LINK_SPENT');
    return sendMediaFile(reply, file, 'private, no-store');
  });
}
