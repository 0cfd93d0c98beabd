import type { Millis } from '../base/clock.ts';
import { addDays, localMoment } from '../domain/time.ts';
import { COMMITMENT, commitmentKey } from '../programme/commitment/effect.ts';
import { agreedIn } from '../programme/visit/commitments.ts';
import type {} from '../programme/visit/effect.ts';
import { isRead, isUnsafe } from './careful.ts';
import { type Draft, effect } from './draft.ts';
import { say } from './speech.ts';
import { dayWords } from './when.ts';
import { zoneOf } from './zone.ts';

/** In the place of a flow's name, in the keys of timers: what she agreed to at a visit. */
export const AGREED = '@visit';

/** The evening before, as for sessions; else the morning of the day. */
const EVENING = '18:00';
const MORNING = '09:00';

/** She agreed to do something until a day: she is reminded once. Nothing is said now; she has just said it herself. */
export function planAgreed(
  d: Draft,
  { commitment, due }: { readonly commitment: string; readonly due: string },
): string {
  const zone = zoneOf(d);
  const moments: readonly Millis[] = [localMoment(addDays(due, -1), EVENING, zone), localMoment(due, MORNING, zone)];
  const at = moments.find((moment) => moment > d.now);
  if (at === undefined) return 'past';
  const key = commitmentKey(AGREED, commitment, 1);
  const timer = { key, purpose: COMMITMENT, anchor: { at }, rule: { after: 0 }, nth: 1 } as const;
  effect(d, { kind: 'timer.set', personId: d.person.id, timer });
  return 'planned';
}

/** Says the reminder, where it is still to be done; on a phone that others read, not what it is. */
export function sayAgreed(d: Draft, id: string): boolean {
  const found = agreedIn(d.world.facts).find((one) => one.id === id);
  if (!found) return false;
  const day = dayWords(d, found.due);
  if (isUnsafe(d)) say(d, 'reminder.neutral');
  else if (isRead(d)) say(d, 'commitment.agreed-shared', { day });
  else say(d, 'commitment.agreed', { what: found.text, day });
  return true;
}
