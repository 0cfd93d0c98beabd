import { type Answer, YES } from '../../domain/answer.ts';
import type { OpenQuestion } from '../../domain/question.ts';
import { answer } from '../answer.ts';
import type { Draft, Message } from '../draft.ts';
import { accepting, fitNumber, fitOf, hasDigits, isDone, isLoose, smallTalkOf, textOf } from '../hear.ts';
import { closeQuestion, mayAnswer } from '../questions.ts';
import { system } from '../speech.ts';
import { askWhich } from '../system-questions.ts';
import type { Rule } from './rule.ts';

/**
 * Part of rule 6. "Sí voy", "no puedo", "al rato" to the reminder of a session, or to what asks her to an event. A lesson keeps what answers it: the words
 * must fit the reminder better, or as well where it is what she was asked last. Where they fit the lesson better but come
 * right after the reminder ("sí"), we ask which.
 */
export const invited: Rule = (d, message) => {
  const question = d.conversation.questions.findLast(({ thread }) => thread === '@session' || thread === '@event');
  if (!question) return undefined;
  if (question.until !== undefined && question.until < d.now) {
    closeQuestion(d, question.id);
    return undefined;
  }
  const text = textOf(message.content);
  if (message.content.kind !== 'text' || hasDigits(text) || !mayAnswer(question, message.sentAt)) return undefined;
  // "Ya lo hice" is about what she does at home.
  const meant = isDone(d, text) ? undefined : intentionIn(d, question, message);
  if (!meant) return undefined;
  const { fit, understood } = meant;
  const answered = (question.data as { readonly said?: string }).said !== undefined;
  if (answered && fit < 3 && smallTalkOf(d, text)) return undefined; // "ok" after our thanks
  const open = accepting(d, message);
  const others = open.filter((other) => !isLoose(other.question));
  const free = open.length > 0 || d.conversation.questions.some(({ collects }) => collects);
  const best = Math.max(0, ...others.map((other) => other.fit));
  // Half a sentence may belong to anything that is open, but "ahí voy" does not answer a lesson.
  if (best === 0 && free && fit < 2 && !smallTalkOf(d, text)) return undefined;
  const rival = others.find((other) => other.fit === best)?.question;
  const newest = !answered && (rival === undefined || rival.askedAt < question.askedAt);
  if (fit > best || (fit === best && newest)) return answer(d, question, understood, text, message);
  return rival && newest && fit >= 2 ? askWhich(d, [rival, question], message.content) : undefined;
};

/** What the words say to the reminder; also by the one word that people say most, shorter than the button. */
function intentionIn(
  d: Draft,
  question: OpenQuestion,
  message: Message,
): { readonly fit: number; readonly understood: Answer } | undefined {
  const said = fitOf(d, question, message);
  // A key of no meaning of its own, so that the word is looked for inside a sentence ("ahí voy") too.
  const going = { key: 'going', label: system(d, 'session.option.yes-short').text };
  const short = fitNumber(fitOf(d, { ...question, options: [going] }, message));
  if (short > fitNumber(said)) return { fit: short, understood: { type: 'choice', option: YES } };
  return 'answer' in said && said.answer.type === 'choice'
    ? { fit: fitNumber(said), understood: said.answer }
    : undefined;
}
