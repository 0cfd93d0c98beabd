import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { Mutable } from '../base/mutable.ts';
import { type Option, tapId } from '../domain/option.ts';
import type { OpenQuestion } from '../domain/question.ts';
import { change, type Draft, effect, type Piece } from './draft.ts';
import { BEFORE_QUESTION, CLOSED_KEPT } from './limits.ts';
import { audioPiece } from './voice.ts';

/** The earliest that a message may have been sent to answer a question asked in this turn. */
export function sinceOf(d: Draft): Millis {
  return Math.min(d.sentAt ?? d.now, d.now) - BEFORE_QUESTION;
}

export function questionOf(d: Draft, id: string): OpenQuestion | undefined {
  return d.conversation.questions.find((question) => question.id === id);
}

/** The question to bring back to her mind: the newest that waits for one answer, else the newest that collects. */
export function currentQuestion(d: Draft): OpenQuestion | undefined {
  const { questions } = d.conversation;
  return (
    questions.findLast((question) => !question.thread.startsWith('@') && !question.collects) ??
    questions.findLast((question) => !question.thread.startsWith('@'))
  );
}

/** A message of that moment may answer it. */
export function mayAnswer(question: OpenQuestion, sentAt: Millis): boolean {
  return sentAt >= question.since && (question.until === undefined || sentAt <= question.until);
}

/** Adds a question as the newest, or in the place of one with the same id. */
export function putQuestion(d: Draft, question: OpenQuestion): void {
  const { questions } = d.conversation;
  change(d, {
    questions: questions.some((old) => old.id === question.id)
      ? questions.map((old) => (old.id === question.id ? question : old))
      : [...questions, question],
  });
}

/** Says a question, with its options as buttons or numbered lines. `isNew` when a flow asks it, not when it is asked again. */
export function sayQuestion(d: Draft, question: OpenQuestion, isNew = false): void {
  d.speech = d.speech.filter((piece) => piece.question !== question.id); // said once a turn
  const { spoken } = question;
  const options = question.options.map(({ key, label }, index) => {
    const id = tapId.option(question.id, index);
    return spoken ? { key, label: String(index + 1), id, sms: label } : { key, label, id };
  });
  const piece: Mutable<Piece> = { text: question.text, sms: question.sms, question: question.id };
  if (isNew) piece.flow = true;
  if (options.length) piece.options = options;
  if (spoken && !d.speech.some(({ media }) => media?.file === spoken.media.file))
    d.speech.push(audioPiece(spoken.media, spoken.words));
  d.speech.push(piece);
  d.asked = question.id;
}

/** Closes a question: its timers are cancelled, its helpers go, a late tap on it is understood. */
export function closeQuestion(d: Draft, id: string): void {
  const question = questionOf(d, id);
  if (!question) return;
  change(d, {
    questions: d.conversation.questions.filter((other) => other.id !== id && aboutOf(other) !== id),
    closed: [...d.conversation.closed, { id, thread: question.thread, label: question.label, at: d.now }].slice(
      -CLOSED_KEPT,
    ),
  });
  for (const key of question.timers ?? []) effect(d, { kind: 'timer.cancel', personId: d.person.id, key });
}

/** The question that a system question is about. */
export function aboutOf(question: OpenQuestion): string | undefined {
  if (!question.thread.startsWith('@')) return undefined;
  const data = question.data as { readonly question?: Json } | undefined;
  return typeof data?.question === 'string' ? data.question : undefined;
}

export interface SystemQuestion {
  readonly thread: `@${string}`;
  readonly text: string;
  readonly sms: string;
  readonly options: readonly Option[];
  readonly data?: Json;
  /** Words only: its numbers would be taken for those of the question it is about. */
  readonly silent?: true;
  /** Names it, where it may stand beside others in "¿cuál?". */
  readonly label?: string;
  readonly until?: Millis;
}

/** It waits beside whatever else is open, for words only (route/reminded.ts, route/invited.ts). */
export function isAside({ thread }: OpenQuestion): boolean {
  return thread === '@reminder' || thread === '@session' || thread === '@event' || thread === '@link-code';
}

/** Asks a question of the conversation itself. A second of its kind replaces the first. */
export function askSystem(d: Draft, asked: SystemQuestion): OpenQuestion {
  for (const old of d.conversation.questions) if (old.thread === asked.thread) closeQuestion(d, old.id);
  const question: OpenQuestion = {
    id: d.newId(),
    thread: asked.thread,
    step: '',
    rank: 'service',
    accepts: { types: ['choice'] },
    options: asked.options,
    text: asked.text,
    sms: asked.sms,
    label: asked.label ?? '',
    askedAt: d.now,
    since: sinceOf(d),
    misses: 0,
    required: false,
    ...(asked.data === undefined ? {} : { data: asked.data }),
    ...(asked.until === undefined ? {} : { until: asked.until }),
  };
  putQuestion(d, question);
  if (!asked.silent) sayQuestion(d, question);
  return question;
}
