import { Temporal } from 'temporal-polyfill';
import { MINUTE, type Millis } from '../../base/clock.ts';
import { type Bag, field } from '../peek.ts';

/** A clock of the network's or the phone's may be so far ahead of ours; further ahead it is simply wrong. */
const AHEAD: Millis = 5 * MINUTE;

/**
 * A moment as the gateway writes it, ISO 8601 with the phone's offset. A little ahead of us it is now; undefined when it
 * is none or far ahead: a wrong time would answer the wrong question.
 */
export function momentOf(value: unknown, now: Millis): Millis | undefined {
  try {
    const at = Temporal.Instant.from(field(value) ?? '').epochMilliseconds;
    return at > now + AHEAD || at <= 0 ? undefined : Math.min(at, now);
  } catch {
    return undefined;
  }
}

/** The other side's number: `sender` or `recipient` since February 2026, `phoneNumber` before (CHANNELS §5.3). */
export function herNumber(payload: Bag, name: 'sender' | 'recipient'): string | undefined {
  return field(payload[name]) ?? field(payload['phoneNumber']);
}
