import { DAY, type Millis } from '../base/clock.ts';
import { countryOf } from '../domain/country.ts';
import { addDays, localDate, localMoment } from '../domain/time.ts';

/** What somebody may ask of us about her data. */
export const REQUESTS = ['access', 'erasure', 'rectification'] as const;
export type RequestKind = (typeof REQUESTS)[number];

/**
 * How long an answer may take, by the country of her phone: docs/privacy.md names the laws. To be checked with a lawyer
 * before anybody relies on it. Mexico counts working days (holidays are not known here, so that we are early, never late).
 */
const TERMS: Readonly<Record<string, { readonly working: number } | { readonly days: number }>> = {
  MX: { working: 20 },
  CL: { days: 30 },
  ES: { days: 30 },
  PT: { days: 30 },
};
/** Where no rule is known the shortest of all holds. */
const OTHERWISE = { working: 20 };

/** When a request must be answered, at the end of that day in her zone. */
export function dueBy(phone: string | null, askedAt: Millis, zone: string): Millis {
  const terms = [OTHERWISE, TERMS[countryOf(phone, null) ?? ''] ?? OTHERWISE];
  const term = TERMS[countryOf(phone, null) ?? ''] ? terms[1]! : terms[0]!;
  const asked = localDate(askedAt, zone);
  const day = 'days' in term ? addDays(asked, term.days) : afterWorking(asked, term.working);
  return localMoment(day, '23:59', zone);
}

function afterWorking(from: string, days: number): string {
  let day = from;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    const weekday = new Date(Date.parse(`${day}T00:00:00Z`)).getUTCDay();
    if (weekday !== 0 && weekday !== 6) left--;
  }
  return day;
}

/** So long before its day a request is a task again. */
export const REMIND_BEFORE: Millis = 5 * DAY;
