import type { Draft, Message } from '../draft.ts';

/** One rule of the routing order. Returns what became of the message, or undefined to leave it to the next rule. */
export type Rule = (d: Draft, message: Message) => string | undefined;
