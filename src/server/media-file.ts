import type { FastifyReply } from 'fastify';

/** Bytes with their type, as told by whoever keeps them. */
export interface MediaFile {
  readonly bytes: Uint8Array;
  readonly mime: string;
}

/** Types that a browser shows or plays without running anything. All else leaves as plain bytes. */
const HARMLESS = /^(image\/(jpeg|png|webp)|audio\/(aac|amr|mpeg|mp4|ogg)|video\/(mp4|3gpp)|application\/pdf)(;|$)/;

/** Sends bytes that nobody can make a browser run: a closed list of types, never guessed, never inline as a page. */
export function sendMediaFile(reply: FastifyReply, { bytes, mime }: MediaFile, cache: string): FastifyReply {
  return reply
    .type(HARMLESS.test(mime) ? mime : 'application/octet-stream')
    .header('cache-control', cache)
    .header('content-disposition', 'attachment')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .header('x-robots-tag', 'noindex')
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
