/** What is sent to her unasked, by how much it matters: where a day has no room for all, the first go (DESIGN §2.3). */
export const DAY_RANKS = ['session', 'lesson', 'homework', 'nudge', 'broadcast'] as const;
export type DayRank = (typeof DAY_RANKS)[number];

/** Groups a local day, where a programme does not say otherwise. */
export const DAILY_LIMIT = 2;

/**
 * May one more message of this rank go to her today? `sent` is what counts already; `ahead` are the ranks of what is known
 * to come later that day: a lower one leaves room for each that is higher.
 */
export function hasRoom(
  rank: DayRank,
  day: { readonly limit: number; readonly sent: number; readonly ahead: readonly DayRank[] },
): boolean {
  const higher = day.ahead.filter((other) => DAY_RANKS.indexOf(other) < DAY_RANKS.indexOf(rank)).length;
  return day.sent + higher < day.limit;
}
