import { gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** Below this gzip saves less than a packet. */
const WORTH_ZIPPING = 1_000;

/** Sends a whole page. Pages are small; zipping them takes less than a millisecond and saves a second on one bar of signal. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: VNode): FastifyReply {
  return sendHtml(request, reply, `<!doctype html>${renderToString(page)}`);
}

export function sendHtml(request: FastifyRequest, reply: FastifyReply, html: string): FastifyReply {
  reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding');
  const zip = html.length > WORTH_ZIPPING && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return zip ? reply.header('content-encoding', 'gzip').send(gzipSync(html)) : reply.send(html);
}
