import { RecadoError } from '../base/errors.ts';
import { CONVERSATION_VERSION, type Conversation, EMPTY_CONVERSATION } from './state.ts';

/**
 * Shapes that are brought up to date when they are read. 1: the SMS form was written out even where it is the text, and one
 * message was kept as missed, not the last few.
 */
const READ = new Set([1, CONVERSATION_VERSION]);

/** A conversation as the store keeps it. It waits there for months, by the thousands: the same words are not kept twice. */
export function writeConversation(conversation: Conversation): { readonly state: string; readonly schema: number } {
  const { questions, lastSaid, unseen } = conversation;
  const lean = {
    ...conversation,
    questions: questions.map(once),
    ...(lastSaid && { lastSaid: lastSaid.map(once) }),
    ...(unseen && { unseen: unseen.map(once) }),
  };
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
  for (const words of [...kept.questions, ...(kept.lastSaid ?? []), ...(kept.unseen ?? [])]) words.sms ??= words.text;
  if (kept.missed && !Array.isArray(kept.missed)) kept.missed = [kept.missed];
  return kept as unknown as Conversation;
}

/** Words in both forms; where the SMS form is absent it is the text. */
interface Words {
  readonly text: string;
  sms?: string;
}

interface Kept {
  readonly questions: readonly Words[];
  readonly lastSaid?: readonly Words[];
  readonly unseen?: readonly Words[];
  missed?: unknown;
}

function once<W extends { readonly text: string; readonly sms: string }>(words: W): Omit<W, 'sms'> {
  if (words.sms !== words.text) return words;
  const { sms: _, ...rest } = words;
  return rest;
}
