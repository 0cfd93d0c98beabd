import type { OutMedia } from '../domain/outbound.ts';
import { change, type Draft } from './draft.ts';

/** More than this many days' worth nobody reads. */
const UNSEEN_KEPT = 3;

/** A template went in the place of these words. */
export function keepUnseen(
  d: Draft,
  { text, sms, media }: { readonly text: string; readonly sms: string; readonly media?: OutMedia | null | undefined },
): string {
  if (text === '') return 'ignored';
  const words = { text, sms, ...(media ? { media } : {}) };
  change(d, { unseen: [...(d.conversation.unseen ?? []), words].slice(-UNSEEN_KEPT) });
  return 'kept-unseen';
}

/** She writes, so they can be said: before anything else of this turn. */
export function sayUnseen(d: Draft): void {
  const { unseen } = d.conversation;
  if (!unseen) return;
  d.speech.unshift(...unseen);
  change(d, { unseen: undefined });
}
