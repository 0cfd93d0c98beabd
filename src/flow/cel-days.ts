import { DAY } from '../base/clock.ts';

/** The moment and the local day of whoever is looked at; without them nothing is counted. */
interface Today {
  readonly now?: number | undefined;
  readonly today?: string | undefined;
}

/** Whole days from a date (yyyy-mm-dd) or a moment (epoch milliseconds) to now. */
export function daysSince(moment: unknown, scope: Today): number {
  if (typeof moment === 'string' && scope.today !== undefined) {
    const [from, to] = [dayNumber(moment), dayNumber(scope.today)];
    if (from !== undefined && to !== undefined) return to - from;
  }
  if (typeof moment === 'number' && scope.now !== undefined) return Math.floor((scope.now - moment) / DAY);
  return Number.NaN; // compares false with everything
}

/** Days since 1970-01-01 of a calendar date (the civil-day algorithm: years begin in March, eras have 400). */
function dayNumber(date: string): number | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date);
  if (!found) return undefined;
  const month = Number(found[2]);
  const year = Number(found[1]) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(found[3]) - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
