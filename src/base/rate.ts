import type { Millis } from './clock.ts';

/**
 * So many in a burst, then one every `every` (the generic cell rate algorithm: a token bucket kept as one number, the
 * moment at which the bucket would be full again). A clock that is turned back costs at most one burst of waiting.
 */
export class Rate {
  readonly every: Millis;
  readonly burst: number;
  #full: Millis = Number.NEGATIVE_INFINITY;

  /** @param every milliseconds between two, may be fractional. @param burst at least 1. */
  constructor(every: Millis, burst: number) {
    this.every = every;
    this.burst = Math.max(1, Math.floor(burst));
  }

  /** How many may go now. */
  room(now: Millis): number {
    const debt = this.#at(now) - now;
    return Math.max(0, Math.floor(this.burst - debt / this.every + 1e-9));
  }

  take(now: Millis, count = 1): void {
    this.#full = this.#at(now) + count * this.every;
  }

  /** When at least `count` (at most the burst) may go: now, or a whole millisecond later. */
  nextAt(now: Millis, count = 1): Millis {
    const wanted = Math.min(count, this.burst);
    return this.room(now) >= wanted ? now : Math.ceil(this.#at(now) - (this.burst - wanted) * this.every);
  }

  /** Nothing is borrowed any more: forgetting this one loses nothing. */
  idle(now: Millis): boolean {
    return this.#full <= now;
  }

  /** Kept when it is looked at, too: else a debt from later than a clock that was turned back would never grow less. */
  #at(now: Millis): Millis {
    this.#full = Math.min(this.#full, now + this.burst * this.every);
    return Math.max(now, this.#full);
  }
}
