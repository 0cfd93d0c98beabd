import { DAY, MINUTE, type Millis } from '../../base/clock.ts';
import { addDays } from '../../domain/time.ts';
import type { TimeRule } from '../../domain/timer.ts';

/**
 * A reminder's rule counts from the day the homework is due; timers count from when it was asked. This puts the two
 * together. Undefined where they do not fit (a clock time before a due date that has none).
 */
export function fromAsked(due: TimeRule | undefined, remind: TimeRule): TimeRule | undefined {
  if (due === undefined) return isBefore(remind) ? undefined : remind;
  if ('date' in remind) return remind;
  if ('days' in remind) {
    if ('days' in due) return { days: due.days + remind.days, at: remind.at };
    if ('date' in due) return { date: addDays(due.date, remind.days), at: remind.at };
    if ('after' in due && due.after % DAY === 0) return { days: due.after / DAY + remind.days, at: remind.at };
    return undefined;
  }
  if ('after' in remind) {
    if ('after' in due) return { after: due.after + remind.after };
    const moved = 'at' in due ? shift(due.at, remind.after) : undefined;
    if (moved && 'days' in due) return { days: due.days + moved.days, at: moved.at };
    if (moved && 'date' in due) return { date: addDays(due.date, moved.days), at: moved.at };
  }
  return undefined;
}

function isBefore(rule: TimeRule): boolean {
  return ('days' in rule && rule.days < 0) || ('after' in rule && rule.after < 0);
}

/** A clock time moved by so long: which day that is, and which time. */
function shift(at: string, by: Millis): { readonly days: number; readonly at: string } {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const moved = (hours * 60 + minutes) * MINUTE + by;
  const days = Math.floor(moved / DAY);
  const rest = (moved - days * DAY) / MINUTE;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return { days, at: `${two(rest / 60)}:${two(rest % 60)}` };
}
