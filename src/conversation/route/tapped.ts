import { tapId } from '../../domain/option.ts';
import { answer } from '../answer.ts';
import { isCommand, runCommand } from '../commands/index.ts';
import type { Draft } from '../draft.ts';
import { currentQuestion, mayAnswer, questionOf, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import type { Rule } from './rule.ts';

/** Rule 2. A button or list row names its question, however old; it never answers another. */
export const tapped: Rule = (d, message) => {
  const { content } = message;
  if (content.kind !== 'tap') return undefined;
  const id = tapId.parse(content.id);
  if (id === null) return undefined; // a button of a template: its title is what she says
  if ('command' in id) return isCommand(id.command) ? runCommand(d, id.command, message, content.title) : undefined;
  const question = questionOf(d, id.question);
  const option = question?.options[id.optionIndex];
  if (!question || !option || (question.until !== undefined && !mayAnswer({ ...question, since: 0 }, message.sentAt))) {
    return closed(d);
  }
  return answer(d, question, { type: 'choice', option: option.key }, content.title, message);
};

/** One kind line, and where she is now. */
export function closed(d: Draft): string {
  say(d, 'tap.closed');
  const current = currentQuestion(d);
  if (current) sayQuestion(d, current);
  return 'closed';
}
