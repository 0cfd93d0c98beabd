/** Times are whole milliseconds since 1970-01-01T00:00Z, everywhere, in memory and in the store. */
export type Millis = number;

export const SECOND: Millis = 1_000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/** The only way any room learns the time. Production reads the system; tests and `recado test` turn it by hand. */
export interface Clock {
  now(): Millis;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is told to move. It may be turned back, as real clocks are. */
export class HandClock implements Clock {
  #now: Millis;
  constructor(start: Millis) {
    this.#now = start;
  }
  now(): Millis {
    return this.#now;
  }
  set(at: Millis): void {
    this.#now = at;
  }
  advance(by: Millis): void {
    this.#now += by;
  }
}
