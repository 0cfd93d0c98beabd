import { isUnsafe } from './careful.ts';
import { mayWrite, withhold } from './day-limit.ts';
import { change, type Draft, effect } from './draft.ts';
import { sayGoal } from './goal.ts';
import { isEnrolled, placed } from './journey.ts';
import { unansweredKey, unansweredRule } from './open-question.ts';
import { currentQuestion, sayQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { listenToReminder, stopReminding } from './reminders.ts';
import { isResting, todayOf } from './rests.ts';
import { say } from './speech.ts';

/**
 * Somebody of the team has spoken with her: nothing more comes today, and what waits for her is reminded of as if it had
 * just been asked. Taken back, her day goes on.
 */
export function talked(d: Draft, undone: boolean): string {
  if (!isEnrolled(d)) return 'ignored';
  change(d, { quietOn: undone ? undefined : todayOf(d) });
  if (!undone) for (const question of d.conversation.questions) beginAnew(d, question);
  placed(d);
  return 'talked';
}

function beginAnew(d: Draft, question: Draft['conversation']['questions'][number]): void {
  const rule = unansweredRule(d, question);
  if (question.thread.startsWith('@') || question.collects || question.parts !== undefined || !rule) return;
  stopReminding(d, question);
  effect(d, {
    kind: 'timer.set',
    personId: d.person.id,
    timer: {
      key: unansweredKey(question),
      purpose: 'unanswered',
      anchor: { at: d.now },
      rule: rule.rule,
      thread: question.thread,
      question: question.id,
      nth: 1,
    },
  });
}

/** A kind word in the place of a call, with what she takes part for and where she was. Never what she has not done. */
export function greeted(d: Draft): string {
  if (!isEnrolled(d) || d.conversation.withPerson !== undefined) return 'ignored';
  if (!reachable(d)) return 'unreachable';
  if (isResting(d)) return 'paused';
  d.kind = 'reminder';
  d.rank = 'nudge';
  const room = mayWrite(d, 'nudge');
  const question = currentQuestion(d);
  if (isUnsafe(d)) say(d, 'reminder.neutral');
  else {
    const name = d.world.profile['name'] ?? d.person.name;
    say(d, 'greeting.words', typeof name === 'string' ? { name: name.split(' ')[0]! } : {});
    if (room) sayGoal(d);
    if (question) sayQuestion(d, question);
  }
  if (!room) {
    withhold(d, 'gone');
    return 'daily-limit';
  }
  if (question) listenToReminder(d, { question: question.id });
  return 'greeted';
}
