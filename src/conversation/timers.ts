import { DAY } from '../base/clock.ts';
import { CASE_THREAD } from '../programme/handoff/verbs.ts';
import { advance } from './advance.ts';
import { flowTimerKey } from './apply-emitted.ts';
import { caseDue } from './care.ts';
import { endPause } from './commands/next.ts';
import { COMMITMENT, remindOfCommitment } from './commitments.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { DELIVERY_LATER, deliveryDue } from './delivery.ts';
import { type Draft, effect } from './draft.ts';
import type { LaneEvent } from './event.ts';
import { EVENT, inviteTo } from './events-open.ts';
import { INVITE_AGAIN, inviteAgain } from './invitation.ts';
import { placed } from './journey.ts';
import { REMINDER_LATE } from './limits.ts';
import { closeQuestion, currentQuestion, questionOf, sayQuestion } from './questions.ts';
import { RECEIPT, receiptDue } from './receipts.ts';
import { RELEASE, releaseDue } from './release.ts';
import { NO_ANSWER, past, REMINDS, remind, toPerson } from './reminders.ts';
import { REST } from './rest-state.ts';
import { backAt, isResting } from './rests.ts';
import { REFLECT, reflects } from './session-news.ts';
import { remindOfSession, SESSION } from './sessions.ts';
import { say } from './speech.ts';
import { SURVEY, surveyDue } from './surveys.ts';
import { threadOf } from './threads.ts';
import { PHONE } from './turns-on-phone.ts';
import { UNSEEN, unseenDue } from './unasked.ts';
import { unopenedDue } from './unopened.ts';
import { UNOPENED } from './unopened-timer.ts';

type TimerEvent = Extract<LaneEvent, { kind: 'timer' }>;

/** A timer has come back. One whose question was answered or whose thread moved on does nothing. */
export function timer(d: Draft, event: TimerEvent): string {
  if (event.purpose === 'pause') return pauseOver(d);
  if (event.purpose === 'case') return caseDue(d, event.key.slice(CASE_THREAD.length));
  if (event.purpose === RELEASE) return releaseDue(d, event.dueAt);
  if (event.purpose === UNOPENED) return unopenedDue(d, event.key);
  if (event.purpose === PHONE) return 'phone'; // whose turn it is, the end of the turn decides
  if (event.purpose === SESSION && event.key.startsWith(`${EVENT}:`))
    return inviteTo(d, event.key.slice(EVENT.length + 1));
  if (event.purpose === SESSION) return remindOfSession(d, event.key);
  if (event.purpose === COMMITMENT) return remindOfCommitment(d, event);
  if (event.purpose === REST) return restTurns(d);
  if (event.purpose === SURVEY) return surveyDue(d, event.key);
  if (event.purpose === RECEIPT) return receiptDue(d, event.key);
  if (event.purpose === UNSEEN) return unseenDue(d);
  if (event.purpose === DELIVERY_LATER) return deliveryDue(d, event.key);
  if (event.purpose === REFLECT) return reflects(d, Number(event.key.slice(REFLECT.length + 1)));
  if (event.purpose === INVITE_AGAIN) return inviteAgain(d, event);
  const thread = event.thread === undefined ? undefined : threadOf(d, event.thread);
  if (!thread || thread.held) return 'stale-timer';
  const question = event.question === undefined ? undefined : questionOf(d, event.question);
  if (event.question !== undefined && !question) return 'stale-timer';
  if (SPEAKS.includes(event.purpose) && d.conversation.withPerson !== undefined) return 'with-person';
  if (event.purpose === 'wait' && d.address?.dead) return tomorrow(d, event);
  if (SPEAKS.includes(event.purpose) && isResting(d)) return later(d, event);
  if (question && REMINDS.includes(event.purpose) && d.now - event.dueAt > REMINDER_LATE)
    return past(d, question, event);
  switch (event.purpose) {
    case 'remind':
    case 'unanswered':
    case 'snooze':
      return question ? remind(d, question, event) : 'stale-timer';
    case NO_ANSWER:
      return question ? toPerson(d, question) : 'stale-timer';
    case 'expire':
      if (question) closeQuestion(d, question.id);
      return advance(d, thread.id, { type: 'EXPIRE' }) ? 'expired' : 'stale-timer';
    default: {
      const key = flowTimerKey(thread.id, thread.machine.value, event.purpose, event.nth ?? 1);
      if (event.key !== key) return 'stale-timer';
      return advance(d, thread.id, { type: 'TIMER', name: event.purpose }) ? 'timer' : 'stale-timer';
    }
  }
}

/** Purposes that write to her, and so wait while she has asked for a pause or talks with a person of the team. */
const SPEAKS: readonly string[] = [...REMINDS, NO_ANSWER, 'wait'];

/** A reminder comes a day after the pause, whose end says itself where she was; what a flow waited for comes at its end. */
function later(d: Draft, event: TimerEvent): string {
  setAgain(d, event, backAt(d), event.purpose === 'wait' ? 0 : DAY * (event.nth ?? 1));
  return 'paused';
}

/** Nobody is at her number: what a flow waited for is not said to nobody, it is kept from day to day until she is back. */
function tomorrow(d: Draft, event: TimerEvent): string {
  setAgain(d, event, d.now, DAY);
  return 'unreachable';
}

/** The same timer once more, `after` that moment. */
function setAgain(d: Draft, { key, purpose, thread, question, nth }: TimerEvent, at: number, after: number): void {
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key,
      purpose,
      anchor: { at },
      rule: { after },
      ...(thread === undefined ? {} : { thread }),
      ...(question === undefined ? {} : { question }),
      ...(nth === undefined ? {} : { nth }),
    },
  });
}

function pauseOver(d: Draft): string {
  const { pausedUntil } = d.conversation;
  if (pausedUntil === undefined || pausedUntil > d.now) return 'stale-timer';
  endPause(d);
  // Her cohort goes on resting, or her day is full: her place is kept, and what comes next finds her.
  if (isResting(d)) return 'paused';
  d.kind = 'reminder';
  say(d, 'pause.over');
  if (!mayWrite(d, 'nudge')) {
    withhold(d, 'gone');
    return 'daily-limit';
  }
  const question = currentQuestion(d);
  if (question) sayQuestion(d, question);
  return 'pause-over';
}

/** A pause of the team has begun or ended for her. Nothing is said: what comes next is her lesson. */
function restTurns(d: Draft): string {
  placed(d);
  return 'planned';
}
