import { DAY } from '../../base/clock.ts';

/** A code is good for a day; for three where somebody of the team has to meet her first. */
export const LASTS = { phone: DAY, team: 3 * DAY } as const;
