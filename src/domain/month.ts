import { Temporal } from 'temporal-polyfill';
import type { Millis } from '../base/clock.ts';
import { localDate, localMoment } from './time.ts';

/** Her programme's month at a moment, yyyy-mm. */
export function localMonth(at: Millis, zone: string): string {
  return localDate(at, zone).slice(0, 7);
}

/** When the next local month begins. */
export function nextMonth(at: Millis, zone: string): Millis {
  const first = Temporal.PlainDate.from(`${localMonth(at, zone)}-01`).add({ months: 1 });
  return localMoment(first.toString(), '00:00', zone);
}
