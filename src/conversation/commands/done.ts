import { advance } from '../advance.ts';
import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { sayWhatIsOpen } from '../stray-words.ts';
import type { Command } from './command.ts';

/** LISTO: the newest homework of which something has come is complete; where nothing has come it is asked for again. */
export const done: Command = (d, message, text) => {
  const pending = d.conversation.questions.filter((question) => question.collects);
  const homework = pending.findLast(({ parts }) => parts !== undefined) ?? pending.at(-1);
  const current = currentQuestion(d);
  if (!homework && current) {
    say(d, 'reminder.go-on');
    sayQuestion(d, current);
  } else if (!homework) {
    sayWhatIsOpen(d);
  } else if (!homework.parts) {
    say(d, 'reminder.send-it');
    sayQuestion(d, homework);
  } else {
    const answer = { type: 'choice', option: 'done' } as const;
    advance(
      d,
      homework.thread,
      { type: 'ANSWER', answer },
      { question: homework, answer, raw: text, sentAt: message.sentAt },
    );
  }
  return 'command';
};
