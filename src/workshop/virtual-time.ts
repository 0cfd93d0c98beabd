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

/** All workers were asked, and had nothing to do before `until`, as long as nothing else is stored. */
interface Rest {
  readonly stored: unknown;
  readonly at: Millis;
  /** Absent: not asked yet. Null: nothing waits for time. */
  readonly until?: Millis | null;
}

/**
 * Runs the product in virtual time: one queue ordered by time, the clock moving only when nothing is left to do now.
 * Weeks pass in seconds, the same way each time.
 */
export class VirtualTime {
  readonly clock: HandClock;
  readonly #workers: readonly Worker[];
  readonly #outside: Outside;
  readonly #stored: (() => unknown) | undefined;
  #rest: Rest | undefined;

  /**
   * `stored` gives another value whenever something else was stored: what workers do hangs on that and on the hour alone,
   * so that nobody is asked again before (most webhooks of a bad network are copies, and change nothing).
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
      const delivered = await this.#outside.deliverDue(this.clock.now());
      const worked = !this.#rests() && (await this.#tick());
      if (!delivered && !worked) return;
    }
    throw new Error(`virtual time: still busy after ${ROUNDS_AT_ONCE} rounds at ${this.clock.now()}`);
  }

  async #tick(): Promise<boolean> {
    const stored = this.#stored?.();
    let did = false;
    for (const worker of this.#workers) did = (await worker.tick()) || did;
    this.#rest = !did && this.#stored?.() === stored ? { stored, at: this.clock.now() } : undefined;
    return did;
  }

  #rests(): boolean {
    if (!this.#stored || !this.#rest || this.#rest.stored !== this.#stored()) return false;
    const { at, until } = this.#rest;
    const now = this.clock.now();
    return at === now || until === null || (until !== undefined && until > now);
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
    const times = await Promise.all(this.#workers.map((worker) => worker.nextDue()));
    return [this.#outside.nextDue(), ...times].reduce<Millis | null>(
      (first, time) => (time === null ? first : first === null ? time : Math.min(first, time)),
      null,
    );
  }
}
