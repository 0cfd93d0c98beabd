import type { Clock, Millis } from '../../../src/base/clock.ts';

/** So many times as fast as the machine's: an unknown outcome is waited for during 15 s, a learner reminded after minutes. */
export const PACE = 20;

export interface FastClock extends Clock {
  /** For CRASH_CLOCK of preload.mjs: the product's clock is the providers'. */
  readonly setting: string;
}

/** A clock that stands at `from` now and runs PACE times as fast as the machine's. */
export function fastClock(from: Millis): FastClock {
  const at = Date.now();
  return { now: () => Math.floor(from + (Date.now() - at) * PACE), setting: `${from}:${at}:${PACE}` };
}
