import { backoff } from '../base/backoff.ts';
import { type Millis, SECOND } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { Rate } from '../base/rate.ts';
import type { Capabilities } from '../channels/port.ts';
import { BURST_SECONDS, CAMPAIGN_REST, PAIR, THROTTLE } from './limits.ts';

interface Line {
  readonly rate: Rate;
  /** The provider asked us to slow down: nothing before this. */
  until: Millis;
  /** Its bucket ran empty, and fills to a chunk first: else each drop of it would be a claim and a commit of its own. */
  emptied: boolean;
  throttles: number;
  campaignsUntil: Millis;
}

interface Pair {
  readonly rate: Rate | null;
  refusals: number;
  until: Millis;
}

/**
 * How fast one channel may send: each number of ours has its rate, each address its own. Kept in memory: after a
 * restart the buckets are full, and a provider that minds says so.
 */
export class Lines {
  readonly #can: Capabilities;
  readonly #lines = new Map<string, Line>();
  readonly #pairs = new Map<string, Pair>();

  constructor(can: Capabilities) {
    this.#can = can;
  }

  /** Where more waits than may leave, so much is taken at a time (50 ms of it): one commit for each message would be the slowest part. */
  get #chunk(): number {
    return Math.max(1, Math.floor(this.#can.perSecond / 20));
  }

  /** What a number of ours that has not sent yet may send at once. */
  get fresh(): number {
    return Math.max(1, Math.floor(this.#can.perSecond * BURST_SECONDS));
  }

  rooms(now: Millis): Record<string, number> {
    return Object.fromEntries([...this.#lines].map(([number, line]) => [number, this.#room(line, now)]));
  }

  held(now: Millis): string[] {
    return [...this.#lines].flatMap(([number, line]) => (this.#room(line, now) < 1 ? [number] : []));
  }

  /** The lowest priority that may leave: broadcasts rest while any number of the channel is close to its spam limit. */
  lowest(now: Millis): number {
    return [...this.#lines.values()].some((line) => now < line.campaignsUntil) ? 1 : 2;
  }

  /** Addresses that may not be written to yet, and until when. Forgets those that owe nothing any more. */
  blocked(now: Millis): Record<string, Millis> {
    const blocked: Record<string, Millis> = {};
    for (const [address, pair] of this.#pairs) {
      const at = Math.max(pair.until, pair.rate?.nextAt(now) ?? 0);
      if (at > now) blocked[address] = at;
      else if (isForgotten(pair, now)) this.#pairs.delete(address);
    }
    return blocked;
  }

  took(ourNumber: string, address: string, now: Millis): void {
    const line = this.#line(ourNumber);
    line.rate.take(now);
    line.emptied = line.rate.room(now) < 1;
    if (this.#can.pairEvery !== undefined) this.#pair(address).rate?.take(now);
  }

  accepted(ourNumber: string, address: string): void {
    this.#line(ourNumber).throttles = 0;
    const pair = this.#pairs.get(address);
    if (pair) pair.refusals = 0;
  }

  /** The line rests; returns for how long. A provider that says how long is believed. */
  throttled(ourNumber: string, now: Millis, random: Random, retryAfter = 0): Millis {
    const line = this.#line(ourNumber);
    // Requests that were in flight together are refused together: one step slower, not many.
    if (now >= line.until) line.throttles++;
    const wait = Math.max(retryAfter, backoff(line.throttles, THROTTLE, random));
    line.until = Math.max(line.until, now + wait);
    return line.until - now;
  }

  spamLimit(ourNumber: string, now: Millis): Millis {
    this.#line(ourNumber).campaignsUntil = now + CAMPAIGN_REST;
    return CAMPAIGN_REST;
  }

  pairLimit(address: string, now: Millis, random: Random, retryAfter = 0): Millis {
    const pair = this.#pair(address);
    pair.refusals++;
    const wait = Math.max(retryAfter, backoff(pair.refusals, PAIR, random));
    pair.until = now + wait;
    return wait;
  }

  /** The next moment at which something that rests may go on; null where nothing rests. */
  nextAt(now: Millis): Millis | null {
    const times = [...this.#lines.values()].flatMap((line) => [
      ...(this.#room(line, now) < 1 ? [Math.max(line.until, line.rate.nextAt(now, this.#chunk))] : []),
      ...(now < line.campaignsUntil ? [line.campaignsUntil] : []),
    ]);
    return times.length === 0 ? null : Math.min(...times);
  }

  #room(line: Line, now: Millis): number {
    const room = now < line.until ? 0 : line.rate.room(now);
    return line.emptied && room < this.#chunk ? 0 : room;
  }

  #line(number: string): Line {
    let line = this.#lines.get(number);
    if (!line) {
      line = {
        rate: new Rate(SECOND / this.#can.perSecond, this.fresh),
        until: 0,
        emptied: false,
        throttles: 0,
        campaignsUntil: 0,
      };
      this.#lines.set(number, line);
    }
    return line;
  }

  #pair(address: string): Pair {
    let pair = this.#pairs.get(address);
    if (!pair) {
      const { pairEvery, pairBurst = 1 } = this.#can;
      pair = { rate: pairEvery === undefined ? null : new Rate(pairEvery, pairBurst), refusals: 0, until: 0 };
      this.#pairs.set(address, pair);
    }
    return pair;
  }
}

/** It owes nothing; and its last refusal is so long ago that the provider counts anew. */
function isForgotten({ refusals, until, rate }: Pair, now: Millis): boolean {
  return (refusals === 0 || now - until > PAIR.cap) && (rate?.idle(now) ?? true);
}
