import { DAY, type Millis } from '../base/clock.ts';
import type { DayRank } from '../domain/day-limit.ts';
import { isUnsafe } from './careful.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { type Draft, effect, SAFEGUARDING } from './draft.ts';
import { reachable } from './reachable.ts';
import { backAt, isResting } from './rests.ts';
import type { Unseen } from './state.ts';
import { isDue, keepUnseen, sayUnseen } from './unseen.ts';
import { hourOf } from './when.ts';

/** Purpose and key of the timer that says what was put off. */
export const UNSEEN = 'unseen';
/** The hour of a day that nobody chose. */
const MORNING = '10:00';

/** What keeps words that she did not ask for: the same for all of them, whoever had them sent. Undefined: they may go now. */
export function keptBack(
  d: Draft,
  rank: DayRank,
): 'unreachable' | 'unsafe' | 'with-person' | 'paused' | 'daily-limit' | undefined {
  if (!reachable(d)) return 'unreachable';
  if (isUnsafe(d)) return 'unsafe';
  // A person is with her about what weighs more.
  if (d.conversation.withPerson === SAFEGUARDING) return 'with-person';
  if (isResting(d)) return 'paused';
  return mayWrite(d, rank) ? undefined : 'daily-limit';
}

/** Says it now where nothing keeps it; else when she writes, or once her rest is over or another day has room for it. */
export function tellUnasked(d: Draft, words: Omit<Unseen, 'due'>, rank: DayRank): string {
  const why = keptBack(d, rank);
  if (why === undefined) {
    d.rank = rank;
    d.speech.push(words);
    return 'told';
  }
  putOff(d, words, why);
  return why;
}

/** Kept until she writes; and where time alone is in the way, until that is over. */
export function putOff(d: Draft, words: Omit<Unseen, 'due'>, why: NonNullable<ReturnType<typeof keptBack>>): void {
  const due = why === 'paused' || why === 'daily-limit';
  keepUnseen(d, due ? { ...words, due } : words);
  if (!due) return;
  if (why === 'daily-limit') {
    d.speech.push(words);
    withhold(d, 'later');
  }
  sayLater(d, why);
}

function sayLater(d: Draft, why: 'paused' | 'daily-limit'): void {
  const when =
    why === 'paused'
      ? { anchor: { at: backAt(d) }, rule: { after: 0 } }
      : { anchor: { at: d.now }, rule: { days: 1, at: hourOf(d, MORNING) } };
  effect(d, { kind: 'timer.set', personId: d.person.id, timer: { key: UNSEEN, purpose: UNSEEN, ...when } });
}

/** Its time has come, and she has not written meanwhile. */
export function unseenDue(d: Draft): string {
  if (!d.conversation.unseen?.some((one) => isDue(one, d.now))) return 'stale-timer';
  const why = keptBack(d, 'nudge');
  if (why === 'paused' || why === 'daily-limit') sayLater(d, why);
  if (why !== undefined) return why;
  d.kind = 'reminder';
  d.rank = 'nudge';
  sayUnseen(d, (one) => isDue(one, d.now));
  return 'told';
}

/** When something that cannot be kept as words is tried again. */
export const triedAgainAt = (d: Draft): Millis => (isResting(d) ? backAt(d) : d.now + DAY);
