import { DAY, type Millis } from '../base/clock.ts';
import { localMonth, nextMonth } from '../domain/month.ts';
import type { Query } from '../store/port.ts';
import type { At } from './fallback.ts';
import { bySmsOr } from './fallback.ts';
import type { Policy } from './policy.ts';
import { isNudge } from './refused.ts';
import { type Change, ended } from './row.ts';
import type { ClaimRow } from './window.ts';

/** With the month's budget spent a nudge waits for the new month if that is near; later it would be about nothing. */
export const BUDGET_WAIT: Millis = 2 * DAY;

/** A programme with a budget, at this moment. `milli`: thousandths of a hundredth. */
export interface Budget {
  readonly programme: string;
  readonly month: string;
  readonly currency: string;
  readonly milli: number;
  /** When the next local month begins. */
  readonly renewed: Millis;
}

export function budgetsOf(policy: Policy, now: Millis): Budget[] {
  return Object.entries(policy.programmes).flatMap(([programme, { zone, budget }]) =>
    budget
      ? [
          {
            programme,
            month: localMonth(now, zone),
            currency: budget.currency,
            milli: budget.minor * 1_000,
            renewed: nextMonth(now, zone),
          },
        ]
      : [],
  );
}

/** The programmes whose budget is spent. Few rows, and none where no programme has a budget. */
export function spentUp(budgets: readonly Budget[]): Query {
  return {
    sql: {
      sqlite: `select j.value ->> 'programme' as programme from json_each(@budgets) j
        where (select coalesce(sum(s.cost), 0) from spend s where s.month = j.value ->> 'month'
          and s.programme = j.value ->> 'programme' and s.currency = j.value ->> 'currency') >= j.value ->> 'milli'`,
    },
    params: { budgets: JSON.stringify(budgets) },
  };
}

/** What a nudge meets before it leaves: null where it may go. Replies, lessons and words to staff are never held. */
export function heldNudge(
  row: ClaimRow,
  byTemplate: boolean,
  budgets: readonly Budget[],
  at: At,
): { readonly end: Change } | { readonly later: Millis } | null {
  const { now } = at;
  if (!isNudge(row)) return null;
  if (byTemplate && row.no_marketing_at !== null) return { end: ended('dropped', 'no-marketing', now) };
  // What is sent to a phone that is off arrives all at once on the day it is on again.
  if (row.away_since !== null)
    return {
      end: row.sms_address_id === null ? ended('dropped', 'phone-off', now) : bySmsOr(row, 'phone-off', undefined, at),
    };
  const spent = budgets.find(({ programme }) => programme === row.programme);
  if (!spent) return null;
  const waits = spent.renewed - now <= BUDGET_WAIT && (row.expires_at === null || row.expires_at > spent.renewed);
  return waits ? { later: spent.renewed } : { end: ended('dropped', 'budget-spent', now) };
}
