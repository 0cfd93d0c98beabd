import { advance } from '../advance.ts';
import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { sayWhatIsOpen } from '../stray-words.ts';
import type { Command } from './command.ts';

/** LISTO: the newest homework is complete. One of which nothing has come yet is asked for again. */
export const done: Command = (d, _message, text) => {
  const homework = d.conversation.questions.findLast((question) => question.collects);
  const current = currentQuestion(d);
  if (!homework && current) {
    say(d, 'reminder.go-on');
    sayQuestion(d, current);
  } else if (!homework) {
    sayWhatIsOpen(d);
  } else if (!homework.parts) {
    say(d, 'homework.send-it');
    sayQuestion(d, homework);
  } else {
    const answer = { type: 'choice', option: 'done' } as const;
    advance(d, homework.thread, { type: 'ANSWER', answer }, { question: homework, answer, raw: text });
  }
  return 'command';
};
