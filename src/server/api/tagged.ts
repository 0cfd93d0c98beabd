import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Json } from '../../base/json.ts';
import type { FileReply } from '../../programme/route.ts';

/** Sends JSON with its ETag; whoever has the very same already gets 304 and no body: polling costs little on a bad link. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, answer: Json, cache: string): FastifyReply {
  const body = JSON.stringify(answer);
  reply.header('cache-control', cache);
  if (request.method === 'GET' || request.method === 'HEAD') {
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    reply.header('etag', tag);
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
  }
  return reply.type('application/json; charset=utf-8').send(body);
}

/** Sends a file to be saved, never shown by the browser itself and never kept by what lies between. */
export function sendFile(reply: FastifyReply, { bytes, type, name }: FileReply): FastifyReply {
  return reply
    .type(type)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
