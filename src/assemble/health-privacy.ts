import { DAY, type Millis } from '../base/clock.ts';
import type { HealthCheck } from '../server/deps.ts';

/** So long before a request is due somebody should look at it. */
const SOON: Millis = 5 * DAY;

/** What people have asked about their data and nobody has answered: a warning when it is late or will be soon. */
export function checkRequests(
  { open, overdue, soonest }: { readonly open: number; readonly overdue: number; readonly soonest: number | null },
  now: Millis,
): readonly HealthCheck[] {
  if (open === 0) return [];
  const says = `${open} open${overdue > 0 ? `, ${overdue} late` : ''}`;
  if (overdue === 0 && soonest !== null && soonest - now > SOON) return [{ name: 'privacy requests', ok: true, says }];
  return [{ name: 'privacy requests', ok: true, says, next: 'The law gives days for them: recado privacy list' }];
}
