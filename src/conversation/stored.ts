import { RecadoError } from '../base/errors.ts';
import { CONVERSATION_VERSION, type Conversation, EMPTY_CONVERSATION } from './state.ts';

/** A conversation as the store keeps it. */
export function writeConversation(conversation: Conversation): { readonly state: string; readonly schema: number } {
  return { state: JSON.stringify(conversation), schema: CONVERSATION_VERSION };
}

/**
 * A conversation as it was kept; null before her first turn. One written by a newer product is not guessed at: throws
 * CONVERSATION_VERSION, her turn is set aside and nothing of hers is lost. Older shapes are brought up to date here.
 */
export function readConversation(state: string | null, schema: number): Conversation {
  if (state === null) return EMPTY_CONVERSATION;
  if (schema !== CONVERSATION_VERSION)
    throw new RecadoError('CONVERSATION_VERSION', { schema, known: CONVERSATION_VERSION });
  return JSON.parse(state) as Conversation;
}
