import { hasWindow, WINDOW, WINDOW_MARGIN } from '../domain/channel.ts';
import type { Draft } from './draft.ts';
import { CALLS } from './limits.ts';
import type { Called } from './state.ts';

/** Her lesson went as a template once more: how often by now, since she last wrote. */
export function calledOnceMore(d: Draft, lesson: string): Called {
  const before = d.conversation.journey?.drip?.called;
  const again = before?.lesson === lesson && (d.address?.lastInboundAt ?? 0) <= before.at;
  return { lesson, at: d.now, times: again ? before.times + 1 : 1 };
}

/**
 * She was called to this lesson often enough without a word from her. It goes on waiting for her; what else is to be done
 * about it is the programme's rule, or a person's. Once she writes, or her window is open, all begins anew.
 */
export function isCalledEnough(d: Draft, lesson: string): boolean {
  const { called } = d.conversation.journey?.drip ?? {};
  if (called?.lesson !== lesson || called.times < CALLS) return false;
  const { address } = d;
  if (!address || !hasWindow(address.channel)) return false;
  const wrote = address.lastInboundAt ?? 0;
  return wrote <= called.at && d.now >= wrote + WINDOW - WINDOW_MARGIN;
}
