import { backoff } from '../base/backoff.ts';
import type { Millis } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { PROBE } from './limits.ts';

/** Why a channel sends nothing: our account, token or policy. Its queue is kept. */
export interface Stop {
  readonly since: Millis;
  readonly code: string;
  readonly detail: string;
  /** It was taken and refused afterwards: that another is taken proves nothing, only that one goes out. */
  readonly later?: true;
}

/**
 * Stops a channel as a whole when the provider says that the trouble is ours (an expired token, an unpaid bill), and
 * finds its way back: it asks the provider whether all is well, waits longer each time that it is not, and then lets
 * one message through; only when that is accepted does the queue flow again.
 */
export class Breaker {
  #stop: Stop | null = null;
  #open = true;
  #failures = 0;
  #probeAt: Millis = 0;

  get stop(): Stop | null {
    return this.#stop;
  }

  /** How many may leave: all, none while stopped, one on trial. */
  room(inFlight: number): number {
    if (!this.#stop) return Number.POSITIVE_INFINITY;
    return this.#open ? Math.max(0, 1 - inFlight) : 0;
  }

  /** When to ask the provider again; null while it is not stopped, or on trial. */
  get probeAt(): Millis | null {
    return this.#open ? null : this.#probeAt;
  }

  refused(stop: Stop, random: Random): void {
    // Requests that were in flight together fail together: one stop, not many.
    if (!this.#open) return;
    this.#stop = this.#stop ? { ...stop, since: this.#stop.since } : stop;
    this.#close(stop.since, random);
  }

  /** What the provider said when asked: well lets one message through. */
  probed(well: boolean, now: Millis, random: Random): void {
    if (well) this.#open = true;
    else this.#close(now, random);
  }

  /** A message was taken. After a stop told by a status it waits for what becomes of that one, or for the next trial. */
  accepted(now: Millis, random: Random): void {
    if (!this.#stop?.later) this.wentOut();
    else if (this.#open) this.#close(now, random);
  }

  /** A message has left the provider, or came: all is well. */
  wentOut(): void {
    this.#stop = null;
    this.#open = true;
    this.#failures = 0;
  }

  #close(now: Millis, random: Random): void {
    this.#open = false;
    this.#failures++;
    this.#probeAt = now + backoff(this.#failures, PROBE, random);
  }
}
