import { DAY, type Millis } from '../base/clock.ts';

/** Twenty working days are the shortest that the laws of our programmes give; four weeks are never longer. */
export const PRIVACY_DUE: Millis = 28 * DAY;
