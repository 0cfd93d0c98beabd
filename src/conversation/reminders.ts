import { DAY, HOUR, type Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { quietAround } from '../domain/quiet-hours.ts';
import { localDate, localTime } from '../domain/time.ts';
import type { TimerRequest } from '../domain/timer.ts';
import { isUnsafe } from './careful.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { type Draft, effect, programmeOf } from './draft.ts';
import type { LaneEvent } from './event.ts';
import { sayGoal } from './goal.ts';
import { unansweredKey, unansweredRule } from './open-question.ts';
import { askSystem, putQuestion, sayQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { todayOf } from './rests.ts';
import { say } from './speech.ts';
import { hourOf } from './when.ts';
import { zoneOf } from './zone.ts';

type TimerEvent = Extract<LaneEvent, { kind: 'timer' }>;

/** Purposes of timers that remind of a question: its step's own, the programme's, and the one she asked for herself. */
export const REMINDS: readonly string[] = ['remind', 'unanswered', 'snooze'];
/** Purpose of the timer that ends in a task for a person: there is no further message. */
export const NO_ANSWER = 'no-answer';
/** "Al rato" means so much later, where that is still the same day and nobody sleeps; else tomorrow at her hour. */
const SNOOZE: Millis = 3 * HOUR;
/** After the last reminder of a step's own list. */
const THEN_A_PERSON: Millis = DAY;
/** The local hour of a day that nobody chose. */
const MORNING = '10:00';

/** A kind word and the question again. It is a question too: "al rato" to it is heard as such (route/reminded.ts). */
export function remind(d: Draft, question: OpenQuestion, event: TimerEvent): string {
  if (!reachable(d)) return 'unreachable';
  // Something of her homework has come: to remind her of it would say that we did not see it.
  if (question.parts !== undefined) return 'handed-in';
  d.kind = 'reminder';
  d.rank = question.collects ? 'homework' : 'nudge';
  const room = mayWrite(d, d.rank);
  if (isUnsafe(d)) say(d, 'reminder.neutral');
  else {
    say(d, question.collects ? 'reminder.homework' : 'reminder.question', { title: question.label });
    if (room) sayGoal(d);
    sayQuestion(d, question);
  }
  if (room) {
    listenToReminder(d, { question: question.id });
    next(d, question, event);
    return 'reminded';
  }
  withhold(d, question.collects ? 'later' : 'gone');
  if (question.collects) again(d, question, event, { days: 1, at: localTime(d.now, zoneOf(d)) }, event.nth);
  else next(d, question, event);
  return 'daily-limit';
}

/** Its moment has passed while the product was down: it is not sent, and the next comes at its own. */
export function past(d: Draft, question: OpenQuestion, event: TimerEvent): string {
  next(d, question, event);
  return 'past';
}

/** Nobody answered the last reminder: a person of the team looks after her. */
export function toPerson(d: Draft, question: OpenQuestion): string {
  if (question.parts !== undefined) return 'handed-in';
  effect(d, { kind: 'task', personId: d.person.id, topic: NO_ANSWER, why: 'no-answer', about: question.label });
  return 'task';
}

/** Waits, without a word, for what she says to a reminder: done, not yet, cannot. `data` names what it is about. */
export function listenToReminder(d: Draft, data: Readonly<Record<string, Json>>): void {
  const { labels } = d.deps.lexicon(d.language);
  const options = (['done', 'not yet', 'cannot'] as const).map((key) => ({ key, label: labels[key] }));
  askSystem(d, { thread: '@reminder', text: '', sms: '', options, data, silent: true });
}

/** The next repetition; after the last one a person. */
function next(d: Draft, question: OpenQuestion, event: TimerEvent): void {
  const nth = (event.nth ?? 1) + 1;
  if (event.purpose === 'remind') {
    const last = question.timers?.filter((key) => key.includes(':remind:')).length ?? 0;
    if (nth > last) afterAll(d, question, { after: THEN_A_PERSON });
    return;
  }
  const rule = unansweredRule(d, question);
  if (event.purpose === 'unanswered' && rule && nth <= rule.times) again(d, question, event, rule.rule, nth);
  else afterAll(d, question, rule?.rule ?? { after: THEN_A_PERSON });
}

function again(
  d: Draft,
  question: OpenQuestion,
  { key, purpose }: Pick<TimerEvent, 'key' | 'purpose'>,
  rule: TimerRequest['rule'],
  nth: number | undefined,
): void {
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key,
      purpose,
      anchor: { at: d.now },
      rule,
      thread: question.thread,
      question: question.id,
      ...(nth === undefined ? {} : { nth }),
    },
  });
}

function afterAll(d: Draft, question: OpenQuestion, rule: TimerRequest['rule']): void {
  again(d, question, { key: `${question.thread}:${question.id}:${NO_ANSWER}`, purpose: NO_ANSWER }, rule, undefined);
}

/** "Al rato": once, later today or tomorrow, in the place of the next reminder. Said again it is thanked for. */
export function snooze(d: Draft, question: OpenQuestion): void {
  if (question.snoozed) {
    say(d, 'reminder.later');
    return;
  }
  putQuestion(d, { ...question, snoozed: true });
  const when = snoozedTo(d);
  const key = unansweredRule(d, question) ? unansweredKey(question) : `${question.thread}:${question.id}:snooze`;
  again(d, question, { key, purpose: 'snooze' }, when.rule, undefined);
  say(d, `reminder.snoozed-${when.day}`);
}

/** Later today, or tomorrow at her hour. */
export function snoozedTo(d: Draft): { readonly rule: TimerRequest['rule']; readonly day: 'today' | 'tomorrow' } {
  const zone = zoneOf(d);
  const { quietHours } = programmeOf(d) ?? {};
  const soon = d.now + SNOOZE;
  const today = localDate(soon, zone) === todayOf(d) && !quietAround(soon, zone, quietHours ? [quietHours] : []);
  return today
    ? { rule: { after: SNOOZE }, day: 'today' }
    : { rule: { days: 1, at: hourOf(d, MORNING) }, day: 'tomorrow' };
}

/** "No puedo": she is not reminded of it again. */
export function stopReminding(d: Draft, question: OpenQuestion): void {
  const own = (question.timers ?? []).filter((key) => key.includes(':remind:'));
  const keys = [
    unansweredKey(question),
    ...['snooze', NO_ANSWER].map((end) => `${question.thread}:${question.id}:${end}`),
  ];
  for (const key of [...own, ...keys]) effect(d, { kind: 'timer.cancel', personId: d.person.id, key });
}
