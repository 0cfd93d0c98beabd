import { judge } from '../answer.ts';
import { fitOf, smallTalkOf, textOf } from '../hear.ts';
import { mayAnswer, questionOf } from '../questions.ts';
import { quotesClosed } from './homework.ts';
import { rest } from './rest.ts';
import type { Rule } from './rule.ts';
import { closed } from './tapped.ts';

/** Rule 4. The message she quotes names the question. */
export const quoted: Rule = (d, message) => {
  if (!message.quoted) return undefined;
  const { questionId, threadId } = message.quoted;
  const named = questionId === undefined ? undefined : questionOf(d, questionId);
  const question =
    named ??
    d.conversation.questions.findLast(
      (open) => threadId !== undefined && questionId === undefined && open.thread === threadId,
    );
  if (!question) return questionId === undefined ? undefined : (quotesClosed(d, message, questionId) ?? closed(d));
  if (!mayAnswer({ ...question, since: 0 }, message.sentAt)) return closed(d);
  const understood = fitOf(d, question, message);
  const asideFrom = question.collects || smallTalkOf(d, textOf(message.content)) !== null;
  return understood.fit === 0 && asideFrom ? rest(d, message) : judge(d, question, message);
};
