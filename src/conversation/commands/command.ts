import type { Draft, Message } from '../draft.ts';

/** What she may say at any time. `text` is all she typed ("PAUSA 5 dias"). Returns what became of it (`Turned.did`). */
export type Command = (d: Draft, message: Message, text: string) => string;
