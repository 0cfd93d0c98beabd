import type { Millis } from '../base/clock.ts';
import { point } from '../base/points.ts';
import { withoutNumbers } from './peek.ts';
import type { SendResult } from './port.ts';

export type Fetch = typeof fetch;

/** Aborts a request that has taken so long. `AbortSignal.timeout` in production; absent where time is virtual. */
export type Deadline = (after: Millis) => AbortSignal;

/** A provider answers within a second or two; a request that takes longer may still be taken, so its outcome is unknown. */
export const SEND_TIMEOUT: Millis = 20_000;

/**
 * A photo over a line of 1 Mbit/s takes most of a minute. Not longer: a graceful stop waits for downloads, and address and
 * file together must stay below the media queue's lease, or a second download would begin beside the first.
 */
export const MEDIA_TIMEOUT: Millis = 60_000;

/** `fetch` that gives up after `after`. */
export function within(fetch: Fetch, after: Millis, deadline: Deadline | undefined): Fetch {
  if (!deadline) return fetch;
  return async (input, init) => {
    const response = await fetch(input, { ...init, signal: init?.signal ?? deadline(after) });
    if (init?.method?.toUpperCase() === 'POST') point('send.sent-unanswered');
    return response;
  };
}

/** Errors of a connection that never stood: nothing was written, so sending again cannot repeat anything. */
const BEFORE_WRITING =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/**
 * What a request means that ended without an answer. A client that refuses its own input has sent nothing; no provider has an idempotency key, so everything that may have reached it is
 * `unknown`: only a status can tell (DESIGN §2.3).
 */
export function networkFailure(error: unknown): SendResult {
  if (!isNetwork(error)) {
    const detail = withoutNumbers(error instanceof Error ? error.message : 'unknown');
    return { outcome: 'refused', reaction: 'ours', code: 'INVALID_REQUEST', detail };
  }
  const code = codeOf(error);
  if (code !== undefined && BEFORE_WRITING.test(code)) {
    return { outcome: 'refused', reaction: 'retry', code, detail: 'The provider could not be reached.' };
  }
  return {
    outcome: 'unknown',
    detail: `The connection failed after the request may have been taken (${code ?? nameOf(error)}).`,
  };
}

/** `fetch` throws TypeError; sockets have a code; an answer cut short is a SyntaxError of its JSON. */
function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof TypeError ||
    error instanceof SyntaxError ||
    'code' in error ||
    /^(Abort|Timeout)Error$/.test(error.name)
  );
}

/** The code of the first cause that has one: `fetch` wraps socket errors, sometimes twice. */
export function codeOf(error: unknown): string | undefined {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    const { code, cause, errors } = at as { code?: unknown; cause?: unknown; errors?: unknown };
    if (typeof code === 'string') return code;
    at = cause ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
