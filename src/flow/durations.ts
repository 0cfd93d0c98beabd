import { DAY, HOUR, MINUTE, type Millis } from '../base/clock.ts';
import type { TimeRule } from '../domain/timer.ts';

const UNITS: Readonly<Record<string, Millis>> = { minute: MINUTE, hour: HOUR, day: DAY, week: 7 * DAY };
const DURATION = /^(\d{1,4}) (minute|hour|day|week)s?$/;
/** When only a day is said: late enough to be up, early enough to act on. */
const MORNING = '09:00';

/** `4 hours`, `30 minutes`, `3 days`, `2 weeks` in milliseconds; undefined when it is none of these. */
export function parseDuration(text: string): Millis | undefined {
  const found = DURATION.exec(text.trim());
  return found ? Number(found[1]) * UNITS[found[2]!]! : undefined;
}

/** `12 months`, or days and weeks: what is counted by the calendar and not by the clock. */
export function parseMonths(text: string): { readonly months: number } | { readonly days: number } | undefined {
  const [, amount, unit] = /^(\d{1,3}) (month|week|day)s?$/.exec(text.trim()) ?? [];
  if (amount === undefined || Number(amount) === 0) return undefined;
  return unit === 'month' ? { months: Number(amount) } : { days: Number(amount) * (unit === 'week' ? 7 : 1) };
}

/** `9:00` or `09:00`, on the 24-hour clock, as `09:00`. */
export function parseClock(text: string): string | undefined {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!found || Number(found[1]) > 23 || Number(found[2]) > 59) return undefined;
  return `${found[1]!.padStart(2, '0')}:${found[2]}`;
}

/** `2026-05-04`, if that day exists. */
export function parseDay(text: string): string | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days ? found[0] : undefined;
}

/**
 * The times of the flow language: `24 hours`, `3 days`, `3 days at 20:00`, `1 day before at 18:00`, `4 hours before`,
 * `1 day after at 10:00`, `same day at 18:00`, `until 18:00`, `at 18:00`, `2026-05-04 at 10:00`, `2026-05-04`.
 * Days and weeks with a clock time count calendar days; without one they count hours. Undefined when unreadable.
 */
export function parseRule(text: string): TimeRule | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^until /, '');
  const found = /^(.*?)(?:(?:^| )(?:at )?(\d{1,2}:\d{2}))?$/.exec(plain);
  const at = found?.[2] === undefined ? undefined : parseClock(found[2]);
  if (!found || (found[2] !== undefined && at === undefined)) return undefined;
  const lead = found[1]!;
  if (lead === '') return at === undefined ? undefined : { at };
  const date = parseDay(lead);
  if (date) return { date, at: at ?? MORNING };
  if (lead === 'same day') return at === undefined ? undefined : { days: 0, at };

  const [, amount, side] = /^(.*?)(?: (before|after))?$/.exec(lead)!;
  const length = parseDuration(amount!);
  if (length === undefined) return undefined;
  const sign = side === 'before' ? -1 : 1;
  if (at === undefined) return { after: sign * length };
  return length % DAY === 0 ? { days: (sign * length) / DAY, at } : undefined;
}

/** `20:00-09:00`. */
export function parseSpan(text: string): { from: string; to: string } | undefined {
  const [from, to, ...rest] = text.split('-').map(parseClock);
  return from && to && rest.length === 0 ? { from, to } : undefined;
}

/** `0.0034 USD` in thousandths of a hundredth, the unit of prices, and ISO 4217 code. */
export function parsePrice(text: string): { milli: number; currency: string } | undefined {
  const found = /^(\d{1,6})(?:\.(\d{1,5}))? ([A-Z]{3})$/.exec(text.trim());
  if (!found) return undefined;
  return { milli: Number(found[1]) * 100_000 + Number((found[2] ?? '').padEnd(5, '0')), currency: found[3]! };
}

/** `900 MXN` in hundredths (every currency counts in hundredths here, those without cents too) and ISO 4217 code. */
export function parseMoney(text: string): { minor: number; currency: string } | undefined {
  const found = /^(\d{1,9})(?:\.(\d{2}))? ([A-Z]{3})$/.exec(text.trim());
  return found ? { minor: Number(found[1]) * 100 + Number(found[2] ?? 0), currency: found[3]! } : undefined;
}
