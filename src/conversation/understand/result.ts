import type { Millis } from '../../base/clock.ts';
import type { Answer } from '../../domain/answer.ts';
import type { OpenQuestion } from '../../domain/question.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * How well a message answers a question. 3: exactly (a tap on its option, its number, its whole label, plain digits).
 * 2: in other words, or free form. 1: only by forgiving a typo, or inside a longer sentence.
 */
export type Fit = 1 | 2 | 3;

export const MISSES = [
  'no-match', // means nothing here
  'wrong-type', // a photo where words are due, or words where a photo is
  'voice-for-number', // kept, and answered with how to write the amount
  'unclear', // two readings: two amounts, yes and no in one, a foreign currency
  'out-of-range', // understood, but not between min and max, or no such option
  'too-long', // no name is that long
  'command', // a word that means something at any time: not a name, not a text
  'other-question', // a tap on a button of another question
  'not-an-answer', // reactions, edits, deletions, receipts of life
] as const;
export type MissReason = (typeof MISSES)[number];

export type Understood =
  | { readonly fit: Fit; readonly answer: Answer }
  /** Understood, but outside a tenth to ten times her last value: to be said back and confirmed. */
  | { readonly fit: 'echo'; readonly answer: Answer; readonly last: number }
  | { readonly fit: 0; readonly why: MissReason; readonly amounts?: readonly number[] };

/** The question as far as understanding goes. `id`, where given, refuses taps on other questions' buttons. */
export type Asked = Pick<OpenQuestion, 'accepts' | 'options' | 'last'> & { readonly id?: string };

export interface UnderstandContext {
  readonly language: string;
  readonly lexicon: Lexicon;
  /** For "mañana": when she wrote it. */
  readonly now: Millis;
  readonly timezone: string;
  /** ISO 4217, for a money question that names none. */
  readonly currency: string;
}

export const miss = (why: MissReason): Understood => ({ fit: 0, why });
