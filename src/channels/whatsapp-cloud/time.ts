import { DAY, type Millis } from '../../base/clock.ts';
import { figure } from '../peek.ts';

/** Later than any second count of this century, earlier than any millisecond count of it. */
const SECONDS_END = 100_000_000_000;

/**
 * Meta's `timestamp`: text or number, seconds (milliseconds have been seen). Undefined when it is no moment between
 * 2001 and tomorrow: a wrong time would open the service window or answer the wrong question.
 */
export function metaTime(value: unknown, now: Millis): Millis | undefined {
  const number = figure(value);
  if (number === undefined || number < 1_000_000_000) return undefined;
  const at = Math.floor(number < SECONDS_END ? number * 1000 : number);
  return at <= now + DAY ? at : undefined;
}
