import { type Draft, programmeOf } from './draft.ts';
import { isEnrolled, nextLesson, titleOf } from './journey.ts';
import { currentQuestion } from './questions.ts';
import { offer, say, system } from './speech.ts';

export function sayHowToJoin(d: Draft): void {
  const programme = programmeOf(d);
  if (programme) say(d, 'stray.newcomer', { join: programme.join });
  else say(d, 'stray.unknown');
}

/** One helpful line: what is open, and how to reach a person. */
export function sayWhatIsOpen(d: Draft): void {
  const question = currentQuestion(d);
  const next = nextLesson(d);
  if (!isEnrolled(d)) sayHowToJoin(d);
  else if (question) say(d, question.collects ? 'stray.homework' : 'stray.question', { title: question.label });
  else if (next !== undefined) {
    d.speech.push({ ...system(d, 'stray.next', { title: titleOf(d, next) }), offers: [offer(d, 'next')] });
  } else say(d, 'stray.nothing');
}
