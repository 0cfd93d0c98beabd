import type { FastifyInstance } from 'fastify';
import { RecadoError } from '../base/errors.ts';
import type { ServerDeps } from './deps.ts';

const TOKEN = /^[0-9A-Za-z_-]{16,128}$/;
/** Types that a browser shows or plays without running anything. All else leaves as plain bytes. */
const HARMLESS = /^(image\/(jpeg|png|webp)|audio\/(aac|amr|mpeg|mp4|ogg)|video\/(mp4|3gpp)|application\/pdf)(;|$)/;

/** `GET /media/:token`: media that Twilio fetches. The link works once, so nobody who finds it later learns anything. */
export function mediaRoute(app: FastifyInstance, deps: Pick<ServerDeps, 'mediaByToken'>): void {
  // No HEAD: asking for the size must not spend the link.
  app.get<{ Params: { token: string } }>('/media/:token', { exposeHeadRoute: false }, async (request, reply) => {
    const { token } = request.params;
    const file = TOKEN.test(token) ? await deps.mediaByToken(token) : null;
    if (!file) throw new RecadoError('MEDIA_LINK_SPENT');
    return reply
      .type(HARMLESS.test(file.mime) ? file.mime : 'application/octet-stream')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'attachment')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-robots-tag', 'noindex')
      .send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength));
  });
}
