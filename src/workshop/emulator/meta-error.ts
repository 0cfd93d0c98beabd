import { json } from './shared.ts';

/** An error as Graph writes it (CHANNELS.md §2.1). */
export function metaError(
  status: number,
  code: number,
  message: string,
  more: object = {},
  headers?: Record<string, string>,
): Response {
  const error = { message: `(#${code}) ${message}`, type: 'OAuthException', code, ...more, fbtrace_id: 'emulated' };
  return json(status, { error }, headers);
}

/** A missing object is 400 with code 100 and subcode 33, not 404 (CHANNELS.md §2.1). */
export function noSuchObject(id: string): Response {
  return metaError(400, 100, `Unsupported request. Object with ID '${id}' does not exist`, { error_subcode: 33 });
}
