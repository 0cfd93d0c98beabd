import { Temporal } from 'temporal-polyfill';
import { DAY, type Millis } from '../base/clock.ts';
import { remembering } from '../text/remember.ts';
import type { TimeRule } from './timer.ts';

/** Local days, both included, on which a programme rests: harvest, holidays. yyyy-mm-dd. */
export interface Pause {
  readonly from: string;
  readonly to: string;
}

/** Where a rule is read: an IANA zone and the pauses of her programme. */
export interface Where {
  readonly zone: string;
  readonly pauses?: readonly Pause[];
}

/**
 * The moment a rule means, counted from its anchor in her zone. A moment that falls into a pause moves to the same local
 * time on the first day after it. The result may lie before the anchor (`days: -1`) or in the past.
 *
 * Where clocks go forward, a local time that does not exist becomes the same distance after the gap (02:30 is 03:30).
 * Where they go back, a local time that comes twice means its first coming, and only that.
 */
export function resolveTime(rule: TimeRule, anchor: Millis, where: Where): Millis {
  return afterPauses(plainly(rule, anchor, where.zone), where);
}

function plainly(rule: TimeRule, anchor: Millis, zone: string): Millis {
  if ('after' in rule) return anchor + rule.after;
  if ('date' in rule) return localMoment(rule.date, rule.at, zone);
  const today = localDate(anchor, zone);
  if ('days' in rule) return localMoment(addDays(today, rule.days), rule.at, zone);
  const sameDay = localMoment(today, rule.at, zone);
  return sameDay >= anchor ? sameDay : localMoment(addDays(today, 1), rule.at, zone);
}

function afterPauses(at: Millis, { zone, pauses = [] }: Where): Millis {
  if (pauses.length === 0) return at;
  const today = localDate(at, zone);
  let day = today;
  // Sorted, one pass is enough: leaving one pause can only enter a later one.
  for (const pause of [...pauses].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (pause.from <= day && day <= pause.to) day = addDays(pause.to, 1);
  }
  if (day === today) return at;
  const time = zoned(at, zone).toPlainTime();
  return Temporal.PlainDate.from(day).toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}

/** hh:mm on a local day (yyyy-mm-dd) as a moment; gaps and overlaps as `resolveTime` says. */
export function localMoment(day: string, hhmm: string, zone: string): Millis {
  return momentOf(`${day}T${hhmm} ${zone}`);
}

// Zones and calendars are slow to reckon with, and thousands of people share a few days: what was reckoned is kept.
const momentOf = remembering((local: string): Millis => {
  const [dateTime = '', zone = ''] = local.split(' ');
  return Temporal.PlainDateTime.from(dateTime).toZonedDateTime(zone, { disambiguation: 'compatible' })
    .epochMilliseconds;
});

/** Her calendar day at a moment, yyyy-mm-dd. */
export function localDate(at: Millis, zone: string): string {
  const known = daysAround(`${Math.floor(at / DAY)} ${zone}`);
  const found = known.find(({ from, to }) => from <= at && at < to);
  if (found) return found.day;
  const moment = zoned(at, zone);
  const start = moment.startOfDay();
  const [from, to] = [start.epochMilliseconds, start.add({ days: 1 }).startOfDay().epochMilliseconds];
  const day = moment.toPlainDate().toString();
  known.push({ day, from, to });
  return day;
}

/** The local days of a zone that touch one UTC day, as far as they were asked for. */
const daysAround = remembering((_utcDayAndZone: string): { day: string; from: Millis; to: Millis }[] => []);

/** Her wall clock at a moment, hh:mm. */
export function localTime(at: Millis, zone: string): string {
  return zoned(at, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** @param day yyyy-mm-dd. */
export function addDays(day: string, days: number): string {
  return dayLater(`${day} ${days}`);
}

/** The same day of the month so much later; the last of a shorter month. @param day yyyy-mm-dd. */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

const dayLater = remembering((known: string): string => {
  const [day = '', days] = known.split(' ');
  return Temporal.PlainDate.from(day)
    .add({ days: Number(days) })
    .toString();
});

/** 1 is Monday. @param day yyyy-mm-dd. */
export const isoWeekday = remembering((day: string): number => Temporal.PlainDate.from(day).dayOfWeek);

function zoned(at: Millis, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
