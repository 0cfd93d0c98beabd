import { answer, judge } from '../answer.ts';
import { runCommand } from '../commands/index.ts';
import type { Draft } from '../draft.ts';
import { commandBefore, fitNumber, fitOf, isDone, smallTalkOf, textOf } from '../hear.ts';
import { mayAnswer } from '../questions.ts';
import { askWhich } from '../system-questions.ts';
import { isSpeaking } from '../threads.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 7. A photo, voice note or document goes to the pending homework. Text does only where nothing else is open and
 * it is more than a greeting, thanks or "al rato" (text that names or quotes the homework was dealt with before).
 */
export const homework: Rule = (d, message) => {
  const pending = d.conversation.questions.filter(
    (question) =>
      question.collects && mayAnswer(question, message.sentAt) && fitNumber(fitOf(d, question, message)) > 0,
  );
  const first = pending[0];
  if (!first) return undefined;
  const isWords = message.content.kind === 'text' || message.content.kind === 'tap';
  const text = textOf(message.content);
  if (isWords && !d.conversation.questions.some(isSpeaking) && isDone(d, text))
    return runCommand(d, 'done', message, text);
  if (isWords && (d.conversation.questions.some(isSpeaking) || smallTalkOf(d, text))) return undefined;
  return pending.length === 1 ? judge(d, first, message) : askWhich(d, pending, message.content);
};

/** Part of rule 5: `TAREA lo que hice`, or `TAREA 2 lo que hice` where several are pending, numbered as TAREA lists them. */
export const namedHomework: Rule = (d, message) => {
  if (message.content.kind !== 'text') return undefined;
  const before = commandBefore(d, message.content.text);
  if (before?.command !== 'homework') return undefined;
  const { question, words } = named(d, before.rest);
  if (!question) return undefined;
  return answer(d, question, { type: 'text', text: words }, message.content.text, message);
};

function named(d: Draft, rest: string) {
  const pending = d.conversation.questions.filter((question) => question.collects);
  const [, digits, after] = /^(\d{1,2})[.):]?\s+(\S[\s\S]*)$/.exec(rest) ?? [];
  if (digits !== undefined && after !== undefined && pending[Number(digits) - 1]) {
    return { question: pending[Number(digits) - 1], words: after };
  }
  return { question: pending.length === 1 ? pending[0] : undefined, words: rest };
}
