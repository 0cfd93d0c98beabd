import { type Clock, HOUR, MINUTE, type Millis, SECOND } from '../../base/clock.ts';
import { formOf } from '../../domain/channel.ts';
import type { EmulatedChannel } from './types.ts';

const WINDOW: Millis = 24 * HOUR;
/** CHANNELS.md §1.7: one message in 6 s to one person, 45 at once borrowed against later. */
const PAIR_EVERY: Millis = 6 * SECOND;
const PAIR_BURST = 45;

/** Service windows and pair limits as the provider keeps them, by its own clock. */
export class Limits {
  readonly #clock: Clock;
  readonly #lastInbound = new Map<string, Millis>();
  readonly #pairs = new Map<string, { tokens: number; at: Millis }>();
  readonly #blocked = new Set<string>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(channel: EmulatedChannel, her: string): void {
    this.#lastInbound.set(key(channel, her), this.#clock.now());
  }

  windowOpen(channel: EmulatedChannel, her: string): boolean {
    if (formOf(channel) === 'sms') return true;
    const at = this.#lastInbound.get(key(channel, her));
    return at !== undefined && this.#clock.now() - at < WINDOW;
  }

  /** Takes one message from the pair's allowance; false when it is used up. */
  allowsPair(channel: EmulatedChannel, her: string): boolean {
    if (formOf(channel) === 'sms') return true;
    const now = this.#clock.now();
    const pair = this.#pairs.get(key(channel, her)) ?? { tokens: PAIR_BURST, at: now };
    const tokens = Math.min(PAIR_BURST, pair.tokens + (now - pair.at) / PAIR_EVERY);
    this.#pairs.set(key(channel, her), { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    if (this.#pairs.size > 10_000) this.#forget(now - 10 * MINUTE);
    return tokens >= 1;
  }

  block(her: string): void {
    this.#blocked.add(same(her));
  }

  unblock(her: string): void {
    this.#blocked.delete(same(her));
  }

  isBlocked(her: string): boolean {
    return this.#blocked.has(same(her));
  }

  #forget(before: Millis): void {
    for (const [name, pair] of this.#pairs) if (pair.at < before) this.#pairs.delete(name);
  }
}

/** One person whichever way her number is written: Mexican ids come with and without the 1. */
export function same(id: string): string {
  const digits = id.replace(/^whatsapp:/, '').replace(/^\+/, '');
  return /^521\d{10}$/.test(digits) ? `52${digits.slice(3)}` : digits;
}

function key(channel: EmulatedChannel, her: string): string {
  return `${channel} ${same(her)}`;
}
