import { isApplicant, sayApplication } from '../applying.ts';
import { change, type Draft, effect } from '../draft.ts';
import { isEnrolled, openNextLesson } from '../journey.ts';
import { isReleased, nextLesson } from '../lessons.ts';
import { currentQuestion, sayQuestion } from '../questions.ts';
import { lessonReady, openWaiting, planRelease, sayWhenNext, waitsToday } from '../release.ts';
import { planRest } from '../rest-state.ts';
import { say } from '../speech.ts';
import { sayHowToJoin } from '../stray-words.ts';
import { isSpeaking } from '../threads.ts';
import { sayWaits, waitingForPhone } from '../turns-on-phone.ts';
import type { Command } from './command.ts';

/** SEGUIR, LECCION: on with what is open, else the next lesson. Ends a pause, and a lesson that was stopped goes on. */
export const next: Command = (d) => {
  endPause(d);
  change(d, { withPerson: undefined });
  const ready = lessonReady(d);
  const waiting = d.conversation.questions.findLast(
    (question) => isSpeaking(question) && !(ready && question.rank === 'survey'),
  );
  const held = waitingForPhone(d);
  if (waiting) sayQuestion(d, waiting);
  else if (held) sayWaits(d, held);
  else if (!isEnrolled(d)) sayHowToJoin(d);
  else if (isApplicant(d)) sayApplication(d);
  else if (isReleased(d) && nextLesson(d) !== undefined) {
    if (!waitsToday(d) || !openWaiting(d)) sayWhenNext(d);
    planRelease(d);
  } else if (!openNextLesson(d)) {
    const pending = currentQuestion(d);
    if (pending) sayQuestion(d, pending);
    else say(d, 'next.none');
  }
  return 'command';
};

export function endPause(d: Draft): void {
  if (d.conversation.pausedUntil === undefined) return;
  change(d, { pausedUntil: undefined });
  effect(d, { kind: 'timer.cancel', personId: d.person.id, key: 'pause' });
  planRest(d);
  planRelease(d);
}
