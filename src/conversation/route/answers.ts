import { appendText, judge } from '../answer.ts';
import { accepting, smallTalkOf, textOf } from '../hear.ts';
import { isLongAgo, miss } from '../ladder.ts';
import { askWhich } from '../system-questions.ts';
import type { Rule } from './rule.ts';

/** Rule 6. The newest open question that accepts it; if an older one fits clearly better, she says which. */
export const answers: Rule = (d, message) => {
  const open = accepting(d, message);
  const newest = open[0];
  if (!newest) return smallTalkOf(d, textOf(message.content)) ? undefined : appendText(d, message);
  const better = newest.question.thread.startsWith('@')
    ? undefined
    : open.find(({ question, fit }) => fit > newest.fit && !question.thread.startsWith('@'));
  if (better) return askWhich(d, [better.question, newest.question], message.content);
  // "Ya regresé" holds a yes to a question of weeks ago, but does not answer it.
  const vague = newest.fit < 2 && newest.question.misses === 0 && isLongAgo(d, newest.question);
  return vague ? miss(d, newest.question, message) : judge(d, newest.question, message);
};
