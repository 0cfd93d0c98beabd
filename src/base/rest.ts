import type { Millis } from './clock.ts';

/**
 * A rest after a failure, so that nothing spins. It never lasts longer than it was meant to: where the machine's clock is set
 * back behind its beginning it is over.
 */
export class Rest {
  #began: Millis = 0;
  #ends: Millis = 0;

  begin(now: Millis, length: Millis): void {
    this.#began = now;
    this.#ends = now + length;
  }

  end(): void {
    this.#ends = 0;
  }

  isOn(now: Millis): boolean {
    return now >= this.#began && now < this.#ends;
  }

  /** When it is over; 0 where there is none. */
  until(now: Millis): Millis {
    return this.isOn(now) ? this.#ends : 0;
  }
}
