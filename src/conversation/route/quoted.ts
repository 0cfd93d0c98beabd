import { judge } from '../answer.ts';
import { mayAnswer, questionOf } from '../questions.ts';
import { closed } from './tapped.ts';
import type { Rule } from './rule.ts';

/** Rule 4. The message she quotes names the question. */
export const quoted: Rule = (d, message) => {
  if (!message.quoted) return undefined;
  const { questionId, threadId } = message.quoted;
  const named = questionId === undefined ? undefined : questionOf(d, questionId);
  const question = named ?? d.conversation.questions.findLast((open) => threadId !== undefined && questionId === undefined && open.thread === threadId);
  if (!question) return questionId === undefined ? undefined : closed(d);
  if (!mayAnswer({ ...question, since: 0 }, message.sentAt)) return closed(d);
  return judge(d, question, message);
};
