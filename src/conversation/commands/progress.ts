import { isApplicant, sayApplication } from '../applying.ts';
import { programmeOf } from '../draft.ts';
import { lessonsOf, nextLesson, titleOf } from '../lessons.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** AVANCE: lessons done of all, and what comes next. */
export const progress: Command = (d) => {
  const programme = programmeOf(d);
  const journey = d.conversation.journey;
  if (!programme || !journey || journey.stage === 'declined' || journey.stage === 'dropped')
    say(d, 'stray.newcomer', { join: programme?.join ?? '' });
  else if (isApplicant(d)) sayApplication(d);
  else {
    const lessons = lessonsOf(programme);
    const done = lessons.filter((lesson) => journey.finished.includes(lesson)).length;
    say(d, 'progress.done', { done, all: lessons.length });
    const here = d.conversation.questions.findLast(({ rank, collects }) => rank === 'lesson' && !collects);
    const next = nextLesson(d);
    if (here) say(d, 'progress.here', { title: here.label });
    else if (next !== undefined) say(d, 'progress.next', { title: titleOf(d, next) });
  }
  return 'command';
};
