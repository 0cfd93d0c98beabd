import type { Answer } from '../../domain/answer.ts';
import type { InboundContent } from '../../domain/inbound.ts';
import type { OpenQuestion } from '../../domain/question.ts';
import { answer, judge } from '../answer.ts';
import { runCommand } from '../commands/index.ts';
import type { Draft, Message } from '../draft.ts';
import { commandBefore, fitNumber, fitOf, isDone, smallTalkOf, textOf } from '../hear.ts';
import { type Homework, handedIn, homeworksOf, keepPart, named, underWay } from '../homeworks.ts';
import { isEnrolled } from '../journey.ts';
import { SAME_HOMEWORK } from '../limits.ts';
import { putsOff } from '../puts-off.ts';
import { mayAnswer, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { askWhich, joinWhich } from '../system-questions.ts';
import { isSpeaking } from '../threads.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 7. A photo, voice note or document goes to the pending homework, else to the one that the team has not looked at
 * yet. Text goes there only where nothing else is open and it is more than a greeting, thanks or "al rato" (text that
 * names or quotes the homework was dealt with before).
 */
export const homework: Rule = (d, message) => {
  const { content } = message;
  const speaking = d.conversation.questions.some(isSpeaking);
  const open = d.conversation.questions.filter((one) => one.collects && mayAnswer(one, message.sentAt));
  const fitting = open.filter((question) => fitNumber(fitOf(d, question, message)) > 0);
  const file = fileOf(content);
  // What she was not asked for is hers all the same, where it cannot be meant for anything else.
  const pending = fitting.length === 0 && file && !speaking ? open : fitting;
  const first = pending[0];
  if (!first) return file && later(d, file, message, !speaking && open.length === 0);
  const isWords = content.kind === 'text' || content.kind === 'tap';
  const text = textOf(content);
  if (isWords && !speaking && isDone(d, text)) return runCommand(d, 'done', message, text);
  if (isWords && (speaking || smallTalkOf(d, text))) return undefined;
  const off = putsOff(d, pending, message);
  if (off !== undefined) return off;
  const meant = pending.length === 1 ? first : isWords ? undefined : lately(d, pending);
  if (!meant) return joinWhich(d, pending, content) ?? askWhich(d, pending, content);
  return fitting.length === 0 && file ? answer(d, meant, file, textOf(content), message) : judge(d, meant, message);
};

/**
 * What she hands in that no open homework takes: of what the team looked at while it was on its way; else, where nothing
 * at all is open, of what they have not looked at yet.
 */
function later(d: Draft, file: Answer, message: Message, isFree: boolean): string | undefined {
  if (!isEnrolled(d)) return undefined;
  const newest = isFree ? handedIn(d) : undefined;
  const homework = underWay(d, message.sentAt) ?? (newest?.state === 'received' ? newest : undefined);
  return homework && keepPart(d, homework, file, textOf(message.content), message);
}

/** It quotes a homework's question that is closed: files are kept with it until the team looks, and what was sent while it was open for ever. */
export function quotesClosed(d: Draft, message: Message, id: string): string | undefined {
  const closed = d.conversation.closed.find((one) => one.id === id);
  if (!closed || !isEnrolled(d)) return undefined;
  const homework = homeworksOf(d).find(({ title }) => title === closed.label);
  const file = fileOf(message.content);
  const text = textOf(message.content);
  const wasOpen = message.sentAt < closed.at;
  if (!homework || !(wasOpen || (file && homework.state === 'received'))) return undefined;
  if (!file && (message.content.kind !== 'text' || smallTalkOf(d, text))) return undefined;
  return keepPart(d, homework, file ?? { type: 'text', text }, text, message);
}

/** The files of a message; undefined for words, and for a sticker, which carries no work of hers. */
function fileOf(content: InboundContent): Extract<Answer, { type: 'media' }> | undefined {
  if (content.kind !== 'media') return undefined;
  const media = content.media.filter(({ kind }) => kind !== 'sticker');
  if (media.length === 0) return undefined;
  return { type: 'media', media, ...(content.caption ? { caption: content.caption } : {}) };
}

/** More photos of one homework come one by one. */
function lately(d: Draft, pending: readonly OpenQuestion[]): OpenQuestion | undefined {
  const took = pending.filter(({ partAt }) => partAt !== undefined && d.now - partAt < SAME_HOMEWORK);
  return took.toSorted((a, b) => a.partAt! - b.partAt!).at(-1);
}

/**
 * Part of rule 5: `TAREA lo que hice`; `TAREA 2 lo que hice` or `TAREA costos lo que hice` where she has several, at any
 * time: what comes after LISTO, or when the team has looked, is kept too.
 */
export const namedHomework: Rule = (d, message) => {
  if (message.content.kind !== 'text') return undefined;
  const before = commandBefore(d, message.content.text);
  if (before?.command !== 'homework') return undefined;
  const said = named(d, before.rest);
  const pending = d.conversation.questions.filter((question) => question.collects);
  if (said) return of(d, said.homework, said.words, message);
  if (pending.length > 1) {
    const content = { kind: 'text', text: before.rest } as const;
    return joinWhich(d, pending, content) ?? askWhich(d, pending, content);
  }
  if (pending.length === 1)
    return answer(d, pending[0]!, { type: 'text', text: before.rest }, textOf(message.content), message);
  const homework = isEnrolled(d) ? handedIn(d) : undefined;
  return homework && of(d, homework, before.rest, message);
};

function of(d: Draft, homework: Homework, words: string, message: Message): string {
  const { question, title, name } = homework;
  const given = { type: 'text', text: words } as const;
  const raw = textOf(message.content);
  if (words !== '')
    return question ? answer(d, question, given, raw, message) : keepPart(d, homework, given, raw, message);
  if (question) sayQuestion(d, question);
  else say(d, 'homework.here', { title, name });
  return 'command';
}
