import { DAY, MINUTE, type Millis } from '../../base/clock.ts';
import { addDays, localMoment } from '../../domain/time.ts';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A session as programme.yaml plans it. */
export interface Planned {
  readonly week: number;
  readonly day: (typeof WEEK)[number];
  readonly at: string;
  readonly minutes: number;
}

export interface Span {
  readonly starts: Millis;
  readonly ends: Millis;
}

/** When a planned session is for a cohort: week 1 is the week, from Monday, of the cohort's first day. */
export function spanOf({ week, day, at, minutes }: Planned, startsOn: string, zone: string): Span {
  const date = addDays(mondayOf(startsOn), (week - 1) * 7 + WEEK.indexOf(day));
  const starts = localMoment(date, at, zone);
  return { starts, ends: starts + minutes * MINUTE };
}

function mondayOf(day: string): string {
  const sinceThursday = localMoment(day, '00:00', 'UTC') / DAY; // 1970-01-01 was a Thursday
  return addDays(day, -((sinceThursday + 3) % 7));
}
