import { change, type Draft } from './draft.ts';

/** More than this many days' worth nobody reads. */
const UNSEEN_KEPT = 3;

/** A template went in the place of these words. */
export function keepUnseen(d: Draft, { text, sms }: { readonly text: string; readonly sms: string }): string {
  if (text === '') return 'ignored';
  change(d, { unseen: [...(d.conversation.unseen ?? []), { text, sms }].slice(-UNSEEN_KEPT) });
  return 'kept-unseen';
}

/** She writes, so they can be said: before anything else of this turn. */
export function sayUnseen(d: Draft): void {
  const { unseen } = d.conversation;
  if (!unseen) return;
  d.speech.unshift(...unseen);
  change(d, { unseen: undefined });
}
