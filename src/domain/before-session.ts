import type { Millis } from '../base/clock.ts';
import { LEAD, type QuietHours, quietAround } from './quiet-hours.ts';
import { restsOn } from './release.ts';
import { localDate, resolveTime, type Where } from './time.ts';
import type { TimeRule } from './timer.ts';

/**
 * When a session is reminded of: the moment of the rule, counted back from its start. One in quiet hours waits for their
 * end; where the session has begun by then it goes just before them. Null where a pause or the session itself leaves it
 * no moment: it is then not sent at all.
 */
export function beforeSession(
  rule: TimeRule,
  starts: Millis,
  where: Where & { readonly quiet: readonly QuietHours[] },
): Millis | null {
  const due = resolveTime(rule, starts, where);
  const night = quietAround(due, where.zone, where.quiet);
  const at = !night ? due : night.to < starts ? night.to : night.from - LEAD;
  return at < starts && !restsOn(localDate(at, where.zone), where) ? at : null;
}
