import { DAY, MINUTE, type Millis } from '../../base/clock.ts';

/** Who comes early is marked early: as check-in does. */
const EARLY: Millis = 30 * MINUTE;

export const opensAt = (starts: Millis): Millis => starts - EARLY;

/** Nobody remembers for longer than a day who was there: what comes later was on paper. */
export const isPaper = (ends: Millis, now: Millis): boolean => now - ends > DAY;
