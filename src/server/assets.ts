import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { RecadoError } from '../base/errors.ts';

const FOLDER = new URL('../../public/', import.meta.url);
const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' } as const;

interface Asset {
  readonly url: string;
  readonly type: string;
  readonly bytes: Buffer;
  readonly zipped: Buffer;
}

/** A file of `public/` under an address that changes with its content, so that browsers may keep it for ever. */
function asset(name: string, kind: keyof typeof TYPES): Asset {
  const bytes = readFileSync(new URL(`${name}.${kind}`, FOLDER));
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
  return { url: `/assets/${name}.${hash}.${kind}`, type: TYPES[kind], bytes, zipped: gzipSync(bytes, { level: 9 }) };
}

export const ASSETS = {
  style: asset('site', 'css'),
  icon: asset('icon', 'svg'),
  phoneStyle: asset('phone', 'css'),
  phoneScript: asset('phone', 'js'),
  benchStyle: asset('bench', 'css'),
  benchScript: asset('bench', 'js'),
} as const;

export function assetRoutes(app: FastifyInstance): void {
  const byUrl = new Map<string, Asset>(Object.values(ASSETS).map((entry) => [entry.url, entry]));
  app.get('/assets/*', async (request, reply) => {
    const found = byUrl.get(request.url.split('?')[0]!);
    if (!found) throw new RecadoError('NOT_FOUND');
    const zip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    if (zip) reply.header('content-encoding', 'gzip');
    return reply
      .type(found.type)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding')
      .send(zip ? found.zipped : found.bytes);
  });
}
