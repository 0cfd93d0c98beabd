import { answer } from '../answer.ts';
import { accepting, fitNumber, fitOf, hasDigits, isLoose, textOf } from '../hear.ts';
import { mayAnswer } from '../questions.ts';
import type { Rule } from './rule.ts';

/**
 * Part of rule 6. A reminder is a question too: done, not yet, cannot. Its words count unless a question that is open
 * takes them as a value of its own; free text ("¿qué vende?" – "al rato") does not.
 */
export const reminded: Rule = (d, message) => {
  const reminder = d.conversation.questions.findLast((question) => question.thread === '@reminder');
  const text = textOf(message.content);
  if (!reminder || message.content.kind !== 'text' || hasDigits(text) || !mayAnswer(reminder, message.sentAt))
    return undefined;
  const understood = fitOf(d, reminder, message);
  if (fitNumber(understood) < 2 || !('answer' in understood)) return undefined;
  if (accepting(d, message).some(({ question }) => !isLoose(question))) return undefined;
  return answer(d, reminder, understood.answer, text, message);
};
