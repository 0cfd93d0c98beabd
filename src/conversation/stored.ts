import type { Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Option } from '../domain/option.ts';
import type { OpenQuestion, Rank } from '../domain/question.ts';
import { BEFORE_QUESTION } from './limits.ts';
import { CONVERSATION_VERSION, type Conversation, EMPTY_CONVERSATION, type Thread } from './state.ts';

/**
 * Shapes that are brought up to date when they are read. 1: the SMS form was written out even where it is the text, and one
 * message was kept as missed, not the last few. 2: what a question has in common with its thread was written out.
 */
const READ = new Set([1, 2, CONVERSATION_VERSION]);

/**
 * A conversation as the store keeps it. It waits there for months, by the thousands: the same words are not kept twice, nor
 * what is so of nearly every question.
 */
export function writeConversation(conversation: Conversation): { readonly state: string; readonly schema: number } {
  const { threads, questions, closed, strays, lastSaid, unseen } = conversation;
  // What is undefined is not written (JSON.stringify).
  const lean: Lean<Omit<Conversation, 'questions'>> & { readonly questions: readonly Lean<KeptQuestion>[] } = {
    ...conversation,
    questions: questions.map((question) => leanQuestion(question, threads)),
  };
  if (closed.length === 0) lean.closed = undefined;
  if (strays === 0) lean.strays = undefined;
  if (lastSaid) lean.lastSaid = lastSaid.map(once);
  if (unseen) lean.unseen = unseen.map(once);
  return { state: JSON.stringify(lean), schema: CONVERSATION_VERSION };
}

/**
 * A conversation as it was kept; null before her first turn. One written by a newer product is not guessed at: throws
 * CONVERSATION_VERSION, her turn is set aside and nothing of hers is lost. Older shapes are brought up to date here.
 */
export function readConversation(state: string | null, schema: number): Conversation {
  if (state === null) return EMPTY_CONVERSATION;
  if (!READ.has(schema)) throw new RecadoError('CONVERSATION_VERSION', { schema, known: CONVERSATION_VERSION });
  const kept = JSON.parse(state) as Kept;
  for (const question of kept.questions) wholeQuestion(question, kept.threads);
  kept.closed ??= [];
  kept.strays ??= 0;
  if (kept.lastSaid) kept.lastSaid.forEach(bothForms);
  if (kept.unseen) kept.unseen.forEach(bothForms);
  if (kept.missed && !Array.isArray(kept.missed)) kept.missed = [kept.missed];
  return kept as unknown as Conversation;
}

/** Any field may be left out. */
type Lean<T> = { -readonly [K in keyof T]?: T[K] | undefined };

/** Words in both forms; where the SMS form is absent it is the text. */
interface Words {
  readonly text: string;
  sms?: string;
}

interface KeptQuestion extends Words {
  readonly id: string;
  thread?: string;
  step?: string;
  askedAt?: Millis;
  since?: Millis;
  options: readonly (Option | KeptOption)[];
  rank?: Rank;
  misses?: number;
  required?: boolean;
  timers?: readonly string[];
}

/** Key and label, or what is both. */
type KeptOption = readonly [key: string, label: string] | string;

interface Kept {
  readonly threads: readonly Thread[];
  readonly questions: readonly KeptQuestion[];
  closed?: readonly unknown[];
  strays?: number;
  readonly lastSaid?: readonly Words[];
  readonly unseen?: readonly Words[];
  missed?: unknown;
}

/**
 * Left out where it is so of nearly all: that it belongs to the first thread, stands where that stands and was asked when that
 * moved, no miss, not required, the rank of its thread, timers of its own.
 */
function leanQuestion(question: OpenQuestion, threads: readonly Thread[]): Lean<KeptQuestion> {
  const lean: Lean<KeptQuestion> = { ...question, options: question.options.map(leanOption) };
  const thread = threadIn(threads, question.thread);
  if (thread !== undefined && thread === threads[0]) lean.thread = undefined;
  if (question.step === thread?.machine.value) lean.step = undefined;
  if (question.askedAt === thread?.movedAt) lean.askedAt = undefined;
  if (question.since === question.askedAt - BEFORE_QUESTION) lean.since = undefined;
  if (question.sms === question.text) lean.sms = undefined;
  if (question.misses === 0) lean.misses = undefined;
  if (!question.required) lean.required = undefined;
  if (question.rank === rankOf(thread)) lean.rank = undefined;
  const own = ownTimers(question.thread, question.id);
  if (question.timers)
    lean.timers = question.timers.map((key) => (key.startsWith(own) ? key.slice(own.length - 1) : key));
  return lean;
}

function wholeQuestion(question: KeptQuestion, threads: readonly Thread[]): void {
  bothForms(question);
  question.thread ??= threads[0]!.id;
  const thread = threadIn(threads, question.thread);
  question.step ??= thread!.machine.value;
  question.askedAt ??= thread!.movedAt;
  question.since ??= question.askedAt - BEFORE_QUESTION;
  question.options = question.options.map(wholeOption);
  question.misses ??= 0;
  question.required ??= false;
  question.rank ??= rankOf(thread);
  if (question.timers) {
    const own = ownTimers(question.thread, question.id);
    question.timers = question.timers.map((key) => (key.startsWith(':') ? own + key.slice(1) : key));
  }
}

function leanOption({ key, label }: Option): KeptOption {
  return key === label ? key : [key, label];
}

function wholeOption(option: Option | KeptOption): Option {
  if (typeof option === 'string') return { key: option, label: option };
  return 'key' in option ? option : { key: option[0], label: option[1] };
}

/** Undefined for questions of the conversation itself. */
function threadIn(threads: readonly Thread[], id: string): Thread | undefined {
  return threads.find((thread) => thread.id === id);
}

function rankOf(thread: Thread | undefined): Rank {
  return thread?.rank ?? 'service';
}

/** What the keys of its timers begin with; they are kept from the second colon on. */
function ownTimers(thread: string, id: string): string {
  return `${thread}:${id}:`;
}

function bothForms(words: Words): void {
  words.sms ??= words.text;
}

function once<W extends Words>(words: W): W {
  return words.sms === words.text ? { ...words, sms: undefined } : words;
}
