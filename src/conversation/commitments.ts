import { localMoment } from '../domain/time.ts';
import type { TimeRule } from '../domain/timer.ts';
import { COMMITMENT, commitmentKey } from '../programme/commitment/effect.ts';
import { AGREED, sayAgreed } from './agreed.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { type Draft, effect } from './draft.ts';
import type { LaneEvent } from './event.ts';
import { REMINDER_LATE } from './limits.ts';
import { reachable } from './reachable.ts';
import { listenToReminder, snoozedTo } from './reminders.ts';
import { backAt, isResting } from './rests.ts';
import { say } from './speech.ts';
import { whenWords } from './when.ts';
import { zoneOf } from './zone.ts';

export { COMMITMENT };

type TimerEvent = Extract<LaneEvent, { kind: 'timer' }>;

/** More reminders than any step has. */
const MOST = 9;

interface Named {
  readonly flow: string;
  readonly step: string;
}

function namedBy(key: string): Named {
  const [, flow = '', step = ''] = key.split(':');
  return { flow, step };
}

/** The day that she named has come, or is near. She is asked in passing; what else is open stays as it is. */
export function remindOfCommitment(d: Draft, event: TimerEvent): string {
  if (d.now - event.dueAt > REMINDER_LATE) return 'past';
  if (d.conversation.withPerson !== undefined) return 'with-person';
  if (isResting(d)) {
    again(d, event.key, { at: backAt(d) }, { after: 0 });
    return 'paused';
  }
  if (!reachable(d)) return 'unreachable';
  d.kind = 'reminder';
  d.rank = 'nudge';
  const { flow, step } = namedBy(event.key);
  if (!(flow === AGREED ? sayAgreed(d, step) : sayNamed(d, flow, step))) return 'stale-timer';
  if (!mayWrite(d, 'nudge')) {
    withhold(d, 'gone');
    return 'daily-limit';
  }
  listenToReminder(d, { commitment: event.key, ...(event.nth === undefined ? { snoozed: true } : {}) });
  return 'reminded';
}

/** She named the day herself, in a flow. */
function sayNamed(d: Draft, flow: string, step: string): boolean {
  const compiled = d.deps.library.flow(flow);
  const day = compiled && d.world.answers[compiled.name]?.[step];
  if (!compiled || typeof day !== 'string') return false;
  const title = d.deps.library.text(compiled, '', 'title', d.language)?.text ?? compiled.title;
  say(d, 'commitment.remind', { title, day: whenWords(d, localMoment(day, '12:00', zoneOf(d))).day });
  return true;
}

/** What she says to it. Done or not possible: she is not reminded of it again; "al rato" once later. */
export function commitmentAnswered(d: Draft, key: string, snoozed: boolean, says: string): void {
  if (says === 'not yet') {
    if (snoozed) say(d, 'reminder.later');
    else {
      const { rule, day } = snoozedTo(d);
      again(d, key, { at: d.now }, rule);
      say(d, `reminder.snoozed-${day}`);
    }
    return;
  }
  const { flow, step } = namedBy(key);
  if (flow === AGREED) effect(d, { kind: 'commitment.said', personId: d.person.id, commitment: step, says });
  for (let nth = 1; nth <= MOST; nth++) {
    effect(d, { kind: 'timer.cancel', personId: d.person.id, key: commitmentKey(flow, step, nth) });
  }
  say(d, says === 'done' ? 'commitment.done' : 'reminder.cannot');
}

function again(d: Draft, key: string, anchor: { readonly at: number }, rule: TimeRule): void {
  effect(d, { kind: 'timer.set', personId: d.person.id, timer: { key, purpose: COMMITMENT, anchor, rule } });
}
