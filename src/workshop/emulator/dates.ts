import { Temporal } from 'temporal-polyfill';
import type { Millis } from '../../base/clock.ts';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (n: number): string => String(n).padStart(2, '0');

/** Twilio writes `Mon, 02 Mar 2026 16:00:00 +0000`. */
export function rfc2822(at: Millis): string {
  const t = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
  const date = `${DAYS[t.dayOfWeek - 1]}, ${two(t.day)} ${MONTHS[t.month - 1]} ${t.year}`;
  return `${date} ${two(t.hour)}:${two(t.minute)}:${two(t.second)} +0000`;
}

/** A query's date or moment; a bare date is its start in UTC. */
export function epoch(text: string): Millis {
  return Temporal.Instant.from(text.includes('T') ? text : `${text}T00:00:00Z`).epochMilliseconds;
}
