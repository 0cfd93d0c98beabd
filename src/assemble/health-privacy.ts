import { DAY, type Millis } from '../base/clock.ts';
import type { Tongue } from '../locale/tongue.ts';
import type { HealthCheck } from '../server/deps.ts';

/** So long before a request is due somebody should look at it. */
const SOON: Millis = 5 * DAY;

/** What people have asked about their data and nobody has answered: a warning when it is late or will be soon. */
export function checkRequests(
  { open, overdue, soonest }: { readonly open: number; readonly overdue: number; readonly soonest: number | null },
  now: Millis,
  tongue: Tongue = 'en',
): readonly HealthCheck[] {
  if (open === 0) return [];
  const says = {
    es: `por contestar: ${open}${overdue > 0 ? `, de ellas atrasadas: ${overdue}` : ''}`,
    en: `${open} open${overdue > 0 ? `, ${overdue} late` : ''}`,
  }[tongue];
  if (overdue === 0 && soonest !== null && soonest - now > SOON) return [{ name: 'privacy requests', ok: true, says }];
  const next = {
    es: 'La ley da días para contestarlas: recado privacy list',
    en: 'The law gives days for them: recado privacy list',
  }[tongue];
  return [{ name: 'privacy requests', ok: true, says, next }];
}
