import type { Millis } from '../base/clock.ts';
import { change, type Draft } from './draft.ts';
import type { Unseen } from './state.ts';

/** More than this many days' worth nobody reads. */
const UNSEEN_KEPT = 3;

/** A template went in the place of these words, or something keeps them from her (unasked.ts). */
export function keepUnseen(
  d: Draft,
  {
    text,
    sms,
    media,
    until,
    due,
    about,
  }: { readonly [K in keyof Unseen]: Unseen[K] | null | undefined } & Pick<Unseen, 'text' | 'sms'>,
): string {
  if (text === '') return 'ignored';
  const words: Unseen = {
    text,
    sms,
    ...(media ? { media } : {}),
    ...(until ? { until } : {}),
    ...(due ? { due } : {}),
    ...(about ? { about } : {}),
  };
  const before = d.conversation.unseen?.filter((one) => !about || one.about !== about) ?? [];
  change(d, { unseen: [...before, words].slice(-UNSEEN_KEPT) });
  return 'kept-unseen';
}

/** Those of them that are `meant` are said before anything else of this turn: all, where she writes. What is past is not. */
export function sayUnseen(d: Draft, meant: (one: Unseen) => boolean = () => true): void {
  const { unseen } = d.conversation;
  if (!unseen) return;
  const rest = unseen.filter((one) => !meant(one));
  const said = unseen.filter((one) => meant(one) && !isPast(one, d.now));
  d.speech.unshift(...said.map(({ text, sms, media }) => ({ text, sms, ...(media ? { media } : {}) })));
  change(d, { unseen: rest.length > 0 ? rest : undefined });
}

const isPast = ({ until }: Unseen, now: Millis): boolean => until !== undefined && until <= now;

/** It is said by itself, without a word of hers. */
export const isDue = (one: Unseen, now: Millis): boolean => one.due === true && !isPast(one, now);
