import type { Millis } from './clock.ts';
import type { Random } from './random.ts';

export interface Backoff {
  /** The wait after the first failure. */
  readonly first: Millis;
  /** Each further failure waits so many times longer. */
  readonly factor: number;
  readonly cap: Millis;
}

/**
 * How long to wait after the nth failure (from 1): exponential, capped, and then anywhere in its upper half, so that
 * many callers who failed together do not come back together.
 */
export function backoff(failures: number, { first, factor, cap }: Backoff, random: Random): Millis {
  const whole = Math.min(cap, first * factor ** Math.max(0, failures - 1));
  return Math.round(whole / 2 + (whole / 2) * random());
}
