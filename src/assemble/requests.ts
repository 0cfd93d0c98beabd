import { request } from 'undici';
import type { Fetch } from '../channels/network.ts';

/** Answers that a `Response` may not have a body with. */
const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** What an ordinary call of a provider's API is made of; with anything else `fetch` itself is asked. */
const PLAIN: ReadonlySet<string> = new Set(['method', 'headers', 'body', 'signal', 'redirect']);

/**
 * `fetch` as the product uses it. A POST of text goes through undici's `request`, which does the same work without web
 * streams, for a quarter of the processor's time (docs/performance.md, Sending); its answer is read whole before it is given. It follows no redirect: no
 * provider answers a send with one. Everything else (files, bodies that are not text) is the platform's `fetch`.
 */
export const providerFetch: Fetch = async (input, init) => {
  const { method, body, headers, signal } = init ?? {};
  const isPlain =
    (typeof input === 'string' || input instanceof URL) && Object.keys(init ?? {}).every((key) => PLAIN.has(key));
  if (!isPlain || method !== 'POST' || typeof body !== 'string') return fetch(input, init);
  const answer = await request(input, {
    method,
    body,
    headers: [...new Headers(headers)].flat(),
    signal: signal ?? null,
  });
  const text = await answer.body.text();
  return new Response(NO_BODY.has(answer.statusCode) ? null : text, {
    status: answer.statusCode,
    headers: Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
  });
};
