import { DAY } from '../base/clock.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { CASE_THREAD } from '../programme/handoff/verbs.ts';
import { advance } from './advance.ts';
import { flowTimerKey } from './apply-emitted.ts';
import { caseDue } from './care.ts';
import { endPause } from './commands/next.ts';
import { type Draft, effect } from './draft.ts';
import type { LaneEvent } from './event.ts';
import { REMINDER_LATE } from './limits.ts';
import { unansweredRule } from './open-question.ts';
import { closeQuestion, currentQuestion, questionOf, sayQuestion } from './questions.ts';
import { RELEASE, releaseDue } from './release.ts';
import { remindOfSession, SESSION } from './sessions.ts';
import { say } from './speech.ts';
import { listenToReminder } from './system-questions.ts';
import { threadOf } from './threads.ts';

type TimerEvent = Extract<LaneEvent, { kind: 'timer' }>;

/** A timer has come back. One whose question was answered or whose thread moved on does nothing. */
export function timer(d: Draft, event: TimerEvent): string {
  if (event.purpose === 'pause') return pauseOver(d);
  if (event.purpose === 'case') return caseDue(d, event.key.slice(CASE_THREAD.length));
  if (event.purpose === RELEASE) return releaseDue(d);
  if (event.purpose === SESSION) return remindOfSession(d, event.key);
  const thread = event.thread === undefined ? undefined : threadOf(d, event.thread);
  if (!thread || thread.held) return 'stale-timer';
  const question = event.question === undefined ? undefined : questionOf(d, event.question);
  if (event.question !== undefined && !question) return 'stale-timer';
  if (SPEAKS.includes(event.purpose) && d.conversation.withPerson !== undefined) return 'with-person';
  if (SPEAKS.includes(event.purpose) && isPaused(d)) return later(d, event);
  if (question && REMINDS.includes(event.purpose) && d.now - event.dueAt > REMINDER_LATE)
    return past(d, question, event);
  switch (event.purpose) {
    case 'remind':
    case 'unanswered':
      return question ? remind(d, question, event) : 'stale-timer';
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
const SPEAKS: readonly string[] = ['remind', 'unanswered', 'wait'];

/** Those that only remind: after an outage one whose moment has passed is dropped, and the next comes at its own. */
const REMINDS: readonly string[] = ['remind', 'unanswered'];

function past(d: Draft, question: OpenQuestion, event: TimerEvent): string {
  remindAgain(d, question, event);
  return 'past';
}

function isPaused(d: Draft): boolean {
  return (d.conversation.pausedUntil ?? 0) > d.now;
}

/** A reminder comes a day after the pause, whose end says itself where she was; what a flow waited for comes at its end. */
function later(d: Draft, event: TimerEvent): string {
  const { key, purpose, thread, question, nth } = event;
  const after = purpose === 'wait' ? 0 : DAY * (nth ?? 1);
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key,
      purpose,
      anchor: { at: d.conversation.pausedUntil! },
      rule: { after },
      ...(thread === undefined ? {} : { thread }),
      ...(question === undefined ? {} : { question }),
      ...(nth === undefined ? {} : { nth }),
    },
  });
  return 'paused';
}

/** A kind word and the question again. It is a question too: "al rato" to it is heard as such (route/reminded.ts). */
function remind(d: Draft, question: OpenQuestion, event: TimerEvent): string {
  if (!d.address || d.address.optedOut) return 'unreachable';
  // Something of her homework has come: to remind her of it would say that we did not see it.
  if (question.parts !== undefined) return 'handed-in';
  d.kind = 'reminder';
  say(d, question.collects ? 'reminder.homework' : 'reminder.question', { title: question.label });
  sayQuestion(d, question);
  listenToReminder(d, question);
  remindAgain(d, question, event);
  return 'reminded';
}

function remindAgain(d: Draft, question: OpenQuestion, event: TimerEvent): void {
  const rule = event.purpose === 'unanswered' ? unansweredRule(d, question) : undefined;
  const nth = (event.nth ?? 1) + 1;
  if (rule && nth <= rule.times) {
    effect(d, {
      kind: 'timer.set',
      personId: d.person.id,
      timer: {
        key: event.key,
        purpose: event.purpose,
        anchor: { at: d.now },
        rule: rule.rule,
        thread: question.thread,
        question: question.id,
        nth,
      },
    });
  }
}

function pauseOver(d: Draft): string {
  if (d.conversation.pausedUntil === undefined || isPaused(d)) return 'stale-timer';
  endPause(d);
  d.kind = 'reminder';
  say(d, 'pause.over');
  const question = currentQuestion(d);
  if (question) sayQuestion(d, question);
  return 'pause-over';
}
