import { type Answer, plainValue } from '../domain/answer.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { formatMoney, formatNumber } from '../locale/numbers.ts';
import { advance } from './advance.ts';
import { runCommand } from './commands/index.ts';
import { change, type Draft, effect, type Message } from './draft.ts';
import { fitOf, textOf } from './hear.ts';
import { miss } from './ladder.ts';
import { SAME_BREATH } from './limits.ts';
import { listen } from './listen.ts';
import { putsOff } from './puts-off.ts';
import { putQuestion, questionOf } from './questions.ts';
import { owe } from './receipts.ts';
import { say } from './speech.ts';
import { askEcho, dropSystemQuestions, systemAnswer, type Then } from './system-questions.ts';
import { threadOf } from './threads.ts';

/** Judges a message by one question: its answer, an amount to say back, or a miss. */
export function judge(d: Draft, question: OpenQuestion, message: Message): string {
  const off = question.collects && putsOff(d, [question], message);
  if (off) return off;
  const understood = fitOf(d, question, message);
  const raw = textOf(message.content);
  if (understood.fit === 0) return miss(d, question, message);
  // "No sé" to what cannot be done without climbs the ladder, so that it ends with a person and not in a circle.
  if (understood.answer.type === 'refused' && question.required) return miss(d, question, message);
  if (understood.fit === 'echo') return askEcho(d, question, understood.answer, raw, shown(d, understood.answer));
  return answer(d, question, understood.answer, raw, message);
}

/** She has answered: the question's flow, or the conversation itself, goes on. */
export function answer(d: Draft, question: OpenQuestion, given: Answer, raw: string, message: Message): string {
  if (question.thread.startsWith('@')) return follow(d, systemAnswer(d, question, given), message);
  const thread = threadOf(d, question.thread);
  const counted = question.collects ? { ...question, parts: (question.parts ?? 0) + 1, partAt: d.now } : question;
  if (counted !== question) putQuestion(d, counted);
  if (
    !advance(
      d,
      question.thread,
      { type: 'ANSWER', answer: given },
      { question: counted, answer: given, raw, sentAt: message.sentAt },
    )
  ) {
    if (questionOf(d, question.id)) return miss(d, question, message);
    say(d, 'got.it'); // its flow ran away or was taken away, and a task says so
    return 'left';
  }
  if (thread && question.collects && questionOf(d, question.id)) owe(d, thread.flow, question.label, given);
  dropSystemQuestions(d);
  const last =
    given.type === 'text' && thread && !question.collects // more words to a homework are another part of it
      ? {
          question: question.id,
          thread: thread.id,
          flow: thread.flow,
          version: thread.version,
          step: question.step,
          sentAt: message.sentAt,
        }
      : undefined;
  change(d, { lastText: last, strays: 0 });
  return 'answered';
}

function follow(d: Draft, then: Then, message: Message): string {
  change(d, { strays: 0 });
  switch (then.do) {
    case 'nothing':
      return then.did;
    case 'answer':
      return answer(d, then.question, then.answer, then.raw, message);
    case 'hear':
      return judge(d, then.question, { content: then.content, sentAt: then.sentAt ?? message.sentAt });
    case 'listen':
      return listen(d, { content: then.content, sentAt: then.sentAt ?? message.sentAt });
    case 'command':
      return runCommand(d, then.command, message, '');
  }
}

/**
 * Text that comes within 90 s of a text answer and answers nothing else belongs to that answer: one thought in several
 * messages. It gets no reply of its own.
 */
export function appendText(d: Draft, message: Message): string | undefined {
  const last = d.conversation.lastText;
  if (!last || message.content.kind !== 'text') return undefined;
  if (Math.abs(message.sentAt - last.sentAt) > SAME_BREATH) return undefined;
  const { text } = message.content;
  effect(d, {
    kind: 'answer',
    personId: d.person.id,
    flow: last.flow,
    version: last.version,
    step: last.step,
    questionId: last.question,
    answer: { type: 'text', text },
    raw: text,
    appends: true,
  });
  return 'appended';
}

function shown(d: Draft, given: Answer): string {
  if (given.type === 'money') return formatMoney(given.minor, given.currency, d.language);
  const value = plainValue(given);
  return typeof value === 'number' ? formatNumber(value, d.language) : String(value ?? '');
}
