import type { OpenQuestion } from '../domain/question.ts';
import { isApplicant, sayApplication } from './applying.ts';
import { type Draft, programmeOf } from './draft.ts';
import { sayInvitation } from './invitation.ts';
import { isEnrolled } from './journey.ts';
import { isReleased, nextLesson, titleOf } from './lessons.ts';
import { currentQuestion } from './questions.ts';
import { sayWhenNext, waitsToday } from './release.ts';
import { offer, say, system } from './speech.ts';
import { sayWaits, waitingForPhone } from './turns-on-phone.ts';

export function sayHowToJoin(d: Draft): void {
  if (sayInvitation(d)) return;
  const programme = programmeOf(d);
  if (programme) say(d, 'stray.newcomer', { join: programme.join });
  else say(d, 'stray.unknown');
}

/** One helpful line: what is open, and how to reach a person. */
export function sayWhatIsOpen(d: Draft): void {
  const question = currentQuestion(d);
  const next = nextLesson(d);
  const held = waitingForPhone(d);
  if (!isEnrolled(d)) sayHowToJoin(d);
  else if (question) say(d, `stray.${openAs(question)}`, { title: question.label });
  else if (held) sayWaits(d, held);
  else if (isApplicant(d)) sayApplication(d);
  else if (next !== undefined && isReleased(d) && !waitsToday(d)) sayWhenNext(d);
  else if (next !== undefined) {
    d.speech.push({ ...system(d, 'stray.next', { title: titleOf(d, next) }), offers: [offer(d, 'next')] });
  } else say(d, 'stray.nothing');
}

function openAs({ collects, parts }: OpenQuestion): 'question' | 'homework' | 'homework-more' {
  if (!collects) return 'question';
  return parts === undefined ? 'homework' : 'homework-more';
}
