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
  readonly #stored: (() => unknown) | undefined;
  /** What the workers said last of when they have something to do, and what was stored then. */
  #said: { readonly stored: unknown; readonly next: Millis | null } | undefined;

  /**
   * `stored` gives another value whenever something else was stored. What workers do hangs on that and on the hour alone:
   * with it they are asked when they have something to do, all at once, rather than each let try at every moment. Most
   * webhooks of a bad network are copies, or statuses that nobody waits for.
   */
  constructor(clock: HandClock, workers: readonly Worker[], outside: Outside, stored?: () => unknown) {
    this.clock = clock;
    this.#workers = workers;
    this.#outside = outside;
    this.#stored = stored;
  }

  /** Everything that is due now, and what that causes now. */
  async work(): Promise<void> {
    for (let round = 0; round < ROUNDS_AT_ONCE; round++) {
      let did = await this.#outside.deliverDue(this.clock.now());
      if (await this.#isSomethingDue()) for (const worker of this.#workers) did = (await worker.tick()) || did;
      if (!did) return;
    }
    throw new Error(`virtual time: still busy after ${ROUNDS_AT_ONCE} rounds at ${this.clock.now()}`);
  }

  async #isSomethingDue(): Promise<boolean> {
    if (!this.#stored) return true;
    const next = await this.#workersNext();
    return next !== null && next <= this.clock.now();
  }

  /** Goes on to a moment, doing on the way whatever falls due. */
  async until(moment: Millis): Promise<void> {
    await this.work();
    for (let next = await this.next(); next !== null && next <= moment; next = await this.next()) {
      this.clock.set(Math.max(next, this.clock.now() + 1));
      await this.work();
    }
    if (moment > this.clock.now()) this.clock.set(moment);
  }

  /** Goes on until nothing more is due within `horizon`: the network has settled, and long timers still sleep. */
  async settle(horizon: Millis): Promise<void> {
    await this.work();
    for (let next = await this.next(); next !== null && next - this.clock.now() <= horizon; next = await this.next()) {
      this.clock.set(Math.max(next, this.clock.now() + 1));
      await this.work();
    }
  }

  /** When something is due next, here or outside; null: nothing ever. */
  async next(): Promise<Millis | null> {
    return first([this.#outside.nextDue(), await this.#workersNext()]);
  }

  async #workersNext(): Promise<Millis | null> {
    const said = this.#said;
    if (said && said.stored === this.#stored?.() && (said.next === null || said.next > this.clock.now()))
      return said.next;
    for (;;) {
      const stored = this.#stored?.();
      const next = first(await Promise.all(this.#workers.map((worker) => worker.nextDue())));
      if (!this.#stored) return next;
      this.#said = { stored, next };
      if (stored === this.#stored()) return next; // else what was under way has ended since, and may have left more to do
    }
  }
}

const first = (times: readonly (Millis | null)[]): Millis | null =>
  times.reduce((one, two) => (one === null ? two : two === null ? one : Math.min(one, two)), null);
