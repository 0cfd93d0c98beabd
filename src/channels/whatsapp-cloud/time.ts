import { DAY, type Millis } from '../../base/clock.ts';
import { figure } from '../peek.ts';

/** Later than any second count of this century, earlier than any millisecond count of it. */
const SECONDS_END = 100_000_000_000;

/**
 * A moment as Meta writes it: text or number, seconds (milliseconds have been seen). Undefined before 2001 and beyond
 * what counts as a time anywhere: the store could not keep it.
 */
export function metaMoment(value: unknown): Millis | undefined {
  const number = figure(value);
  if (number === undefined || number < 1_000_000_000 || number >= SECONDS_END * 1000) return undefined;
  return Math.floor(number < SECONDS_END ? number * 1000 : number);
}

/** Meta's `timestamp`. Undefined also after tomorrow: a wrong time would open the service window or answer the wrong question. */
export function metaTime(value: unknown, now: Millis): Millis | undefined {
  const at = metaMoment(value);
  return at !== undefined && at <= now + DAY ? at : undefined;
}
