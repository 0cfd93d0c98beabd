import { type Shared, takeFault } from './shared.ts';
import { Dropped, type EmulatedProvider, type Fault } from './types.ts';

/** A fault that lets the message be accepted. */
export type LateFault = Fault & { readonly kind: 'drop-after-accept' | 'undelivered' };

/**
 * The fault that waits for this send, if any: an answer to give at once, a connection that nobody takes, or something
 * that shows only after acceptance. `refused` writes an error as this provider does.
 */
export function injected(
  shared: Shared,
  provider: EmulatedProvider,
  refused: (status: number, code: number, headers: Record<string, string>) => Response,
): Response | LateFault | undefined {
  const fault = takeFault(shared, provider);
  if (fault?.kind === 'unreachable') throw new Dropped('ECONNREFUSED');
  if (fault?.kind !== 'http') return fault;
  const headers: Record<string, string> = {};
  if (fault.retryAfter !== undefined) headers['retry-after'] = String(fault.retryAfter);
  if (fault.code === undefined) return new Response('upstream error', { status: fault.status, headers });
  return refused(fault.status, fault.code, headers);
}
