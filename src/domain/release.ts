import type { Millis } from '../base/clock.ts';
import { addDays, isoWeekday, localDate, localMoment, type Where } from './time.ts';

/** As `Temporal.PlainDate.dayOfWeek` counts them, from 1. */
const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** On which days of the week, and at which local hour (hh:mm), lessons are let go. */
export interface ReleaseRule {
  readonly days: readonly string[];
  readonly at: string;
}

export interface ReleaseFrom extends Where {
  /** The moment found lies after this one. */
  readonly after: Millis;
  /** Her local day (yyyy-mm-dd) of the last lesson: there are never two on one day. */
  readonly lastDay?: string;
}

/** A calendar without a free day for so long is a mistake of the pack; nothing is released by it. */
const HORIZON_DAYS = 800;

/**
 * When the next lesson is let go: the first release day after the last lesson's day that no pause covers, at the hour of
 * the rule in her zone (clocks that change are read as `localMoment` says). Null where no such day is in sight.
 */
export function nextRelease(rule: ReleaseRule, { after, lastDay = '', zone, pauses = [] }: ReleaseFrom): Millis | null {
  let day = localDate(after, zone);
  for (let i = 0; i < HORIZON_DAYS; i++, day = addDays(day, 1)) {
    if (day <= lastDay || !isReleaseDay(day, rule) || restsOn(day, { zone, pauses })) continue;
    const moment = localMoment(day, rule.at, zone);
    if (moment > after) return moment;
  }
  return null;
}

/** Are lessons let go on that local day, as far as the week goes? */
export function isReleaseDay(day: string, { days }: ReleaseRule): boolean {
  return days.includes(weekdayOf(day));
}

/** A local day (yyyy-mm-dd) on which her programme rests. */
export function restsOn(day: string, { pauses = [] }: Where): boolean {
  return pauses.some((pause) => pause.from <= day && day <= pause.to);
}

function weekdayOf(day: string): string {
  return WEEK[isoWeekday(day) - 1]!;
}
