import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import type { By } from '../audit.ts';
import type { Sight } from '../sight.ts';
import { freeze } from './freeze.ts';
import { type BroadcastDraft, preview } from './preview.ts';
import { type Read, type View, viewed } from './view.ts';

/** What a shell command or a route has at hand. */
export interface Doing {
  readonly read: Read;
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  readonly sight: Sight;
  readonly by: By;
}

/**
 * Previews a broadcast, or one to those whom another did not reach: slice by slice, until everybody was judged. Throws
 * BROADCAST_NOBODY and what `begin` throws.
 */
export async function previewed(
  given: { readonly draft: BroadcastDraft } | { readonly resend: { readonly id: string; readonly force?: boolean } },
  { read, operate, sight, by }: Doing,
): Promise<View> {
  const { id } = await operate(preview, { ...given, by, sight });
  for (;;) {
    const { more, tally } = await operate(freeze, { id });
    if (more) continue;
    if (tally.go > 0) return viewed(id, read, sight, by);
    const reasons = Object.entries(tally.reasons).map(([reason, n]) => `${reason}: ${n}`);
    throw new RecadoError('BROADCAST_NOBODY', { reasons: reasons.join(', ') || 'nobody is meant' });
  }
}
