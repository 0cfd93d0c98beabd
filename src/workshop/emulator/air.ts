import { type Clock, type Millis, SECOND } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Wake } from '../../base/worker.ts';
import type { Delivery, Knobs } from './types.ts';

export type Outgoing = Pick<Delivery, 'provider' | 'url' | 'headers' | 'body' | 'sign'>;

/** Meta tries again for 7 days, less and less often (CHANNELS.md §1.5); so many tries are enough to prove it. */
const META_TRIES = 12;
/** The gateway's phone tries again 14 times, after 10 s and then twice as long each time (CHANNELS §5.3). */
const GATEWAY_TRIES = 14;

/** Webhooks on their way: late, shuffled, doubled or lost as the knobs say, always the same for the same seed. */
export class Air {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #knobs: Knobs;
  readonly #wake: Wake | undefined;
  #waiting: Delivery[] = [];
  #seq = 0;

  constructor(clock: Clock, random: Random, knobs: Knobs, wake: Wake | undefined) {
    this.#clock = clock;
    this.#random = random;
    this.#knobs = knobs;
    this.#wake = wake;
  }

  send(outgoing: Outgoing, delay: Millis): void {
    const { shuffle, duplicates, drop, again } = this.#knobs;
    for (let copy = 0; copy <= duplicates; copy++) {
      const lost = drop > 0 && this.#random() < drop;
      if (lost && again === null) continue;
      const late = (shuffle > 0 ? Math.floor(this.#random() * shuffle) : 0) + (lost ? again! : 0);
      this.#put({ ...outgoing, at: this.#clock.now() + delay + late, seq: this.#seq++, tries: 0 });
    }
  }

  nextDue(): Millis | null {
    return this.#waiting[0]?.at ?? null;
  }

  /** What is due by now, by time then sequence, taken off the queue. */
  takeDue(now: Millis): Delivery[] {
    const due = this.#waiting.filter((d) => d.at <= now);
    this.#waiting = this.#waiting.filter((d) => d.at > now);
    return due.map((d) => (d.sign ? { ...d, headers: { ...d.headers, ...d.sign(now) } } : d));
  }

  /** The product's answer to a delivery. Meta comes back after anything but 200, the gateway too; Twilio does not. */
  answered(delivery: Delivery, status: number): void {
    const { provider, tries } = delivery;
    if (status === 200 || provider === 'twilio') return;
    if (tries >= (provider === 'meta' ? META_TRIES : GATEWAY_TRIES)) return;
    const wait = 2 ** tries * (provider === 'meta' ? SECOND : 10 * SECOND);
    this.#put({ ...delivery, at: this.#clock.now() + wait, seq: this.#seq++, tries: tries + 1 });
  }

  #put(delivery: Delivery): void {
    this.#waiting.push(delivery);
    this.#waiting.sort((a, b) => a.at - b.at || a.seq - b.seq);
    this.#wake?.();
  }
}
