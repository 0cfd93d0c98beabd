import { createHash } from 'node:crypto';
import { hex } from './chance.ts';
import { numberNode } from './meta-account.ts';
import { metaError, noSuchObject } from './meta-error.ts';
import type { SendRequest } from './meta-request.ts';
import { json, type Shared } from './shared.ts';
import type { MetaAccount } from './types.ts';

/** Sizes that Meta takes, in bytes (CHANNELS.md §2.2). */
const SIZES: readonly (readonly [RegExp, number])[] = [
  [/^image\/(jpeg|png)$/, 5 << 20],
  [/^audio\/(ogg|aac|mp4|mpeg|amr)/, 16 << 20],
  [/^video\/(mp4|3gpp)$/, 16 << 20],
  [/^(application|text)\//, 100 << 20],
];

/** Takes a file of ours and names it by an id. */
export async function upload(shared: Shared, request: Request): Promise<Response> {
  const form = await request.formData();
  const file = form.get('file');
  const type = form.get('type');
  if (form.get('messaging_product') !== 'whatsapp' || typeof file === 'string' || !file || typeof type !== 'string') {
    return metaError(400, 100, 'messaging_product, type and file are required');
  }
  const limit = SIZES.find(([known]) => known.test(type))?.[1];
  if (limit === undefined || file.size > limit) return metaError(400, 131053, `Media upload error: ${type}`);
  const id = hex(shared.random, 15).replace(/[a-f]/g, '7');
  shared.files.set(id, { bytes: new Uint8Array(await file.arrayBuffer()), mime: type });
  return json(200, { id });
}

/** The number itself, or a file's short-lived address. */
export function lookUp(shared: Shared, account: MetaAccount, url: URL, id: string): Response {
  if (id === account.phoneNumberId) return numberNode(shared, account, url);
  const file = shared.files.get(id);
  if (!file) return noSuchObject(id);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const address = `${shared.options.origin ?? url.origin}/emulated-media/${id}`;
  const size = { mime_type: file.mime, sha256, file_size: file.bytes.length };
  return json(200, { messaging_product: 'whatsapp', url: address, ...size, id });
}

/** The bytes at that address: the same token again. */
export function mediaBytes(shared: Shared, account: MetaAccount, request: Request): Response {
  if (request.headers.get('authorization') !== `Bearer ${account.accessToken}`) return json(401, { error: 'token' });
  const file = shared.files.get(new URL(request.url).pathname.split('/').at(-1) ?? '');
  if (!file) return json(404, { error: 'gone' });
  return new Response(new Uint8Array(file.bytes), { headers: { 'content-type': file.mime } });
}

export interface FileNamed {
  readonly id?: string | undefined;
  readonly link?: string | undefined;
  readonly caption?: string | undefined;
}

/** The file of a media message. */
export function fileOf(request: SendRequest): FileNamed | undefined {
  switch (request.type) {
    case 'image':
      return request.image;
    case 'video':
      return request.video;
    case 'audio':
      return request.audio;
    case 'document':
      return request.document;
    default:
      return undefined;
  }
}
