import type { HandClock, Millis } from '../base/clock.ts';
import type { Worker } from '../base/worker.ts';

/** What happens outside the product: the emulated network's deliveries, each due at a moment. */
export interface Outside {
  nextDue(): Millis | null;
  /** Delivers what is due by now; true when there was something. */
  deliverDue(now: Millis): Promise<boolean>;
}

/** Rounds of work at one moment before we say that something spins. Real turns need a handful. */
const ROUNDS_AT_ONCE = 10_000;

/**
 * Runs the product in virtual time: one queue ordered by time, the clock moving only when nothing is left to do now.
 * Weeks pass in seconds, the same way each time.
 */
export class VirtualTime {
  readonly clock: HandClock;
  readonly #workers: readonly Worker[];
  readonly #outside: Outside;
  constructor(clock: HandClock, workers: readonly Worker[], outside: Outside) {
    this.clock = clock;
    this.#workers = workers;
    this.#outside = outside;
  }

  /** Everything that is due now, and what that causes now. */
  async work(): Promise<void> {
    for (let round = 0; round < ROUNDS_AT_ONCE; round++) {
      let did = await this.#outside.deliverDue(this.clock.now());
      for (const worker of this.#workers) did = (await worker.tick()) || did;
      if (!did) return;
    }
    throw new Error(`virtual time: still busy after ${ROUNDS_AT_ONCE} rounds at ${this.clock.now()}`);
  }

  /** Goes on to a moment, doing on the way whatever falls due. */
  async until(moment: Millis): Promise<void> {
    await this.work();
    for (let next = await this.#next(); next !== null && next <= moment; next = await this.#next()) {
      this.clock.set(Math.max(next, this.clock.now() + 1));
      await this.work();
    }
    if (moment > this.clock.now()) this.clock.set(moment);
  }

  /** Goes on until nothing more is due within `horizon`: the network has settled, and long timers still sleep. */
  async settle(horizon: Millis): Promise<void> {
    await this.work();
    for (
      let next = await this.#next();
      next !== null && next - this.clock.now() <= horizon;
      next = await this.#next()
    ) {
      this.clock.set(Math.max(next, this.clock.now() + 1));
      await this.work();
    }
  }

  async #next(): Promise<Millis | null> {
    const times = await Promise.all(this.#workers.map((worker) => worker.nextDue()));
    return [this.#outside.nextDue(), ...times].reduce<Millis | null>(
      (first, time) => (time === null ? first : first === null ? time : Math.min(first, time)),
      null,
    );
  }
}
