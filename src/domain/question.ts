import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { AnswerType } from './answer.ts';
import type { Option } from './option.ts';
import type { OutMedia } from './outbound.ts';

/** Waiting threads rank in this order; the first is asked first (DESIGN §2.1). */
export const RANKS = ['service', 'attendance', 'homework', 'lesson', 'survey'] as const;
export type Rank = (typeof RANKS)[number];

/** What counts as an answer. Several types where homework takes a photo, a text or a voice note. */
export interface Accepts {
  readonly types: readonly AnswerType[];
  readonly min?: number;
  readonly max?: number;
  /** ISO 4217, for money. */
  readonly currency?: string;
}

/** A question that waits for its answer. It outlives edits of its flow: it is judged by what was shown. */
export interface OpenQuestion {
  /** Lower-case base 32, so that it can travel in a tap id. */
  readonly id: string;
  /** The thread that asked, or a system question of the conversation itself: `@which`, `@leave`, `@echo`, `@resume`. */
  readonly thread: string;
  readonly step: string;
  readonly rank: Rank;
  readonly accepts: Accepts;
  /** As shown, in order; empty when the answer is free. */
  readonly options: readonly Option[];
  /** The words of the question in her language, for asking again and for "¿cuál?". */
  readonly text: string;
  readonly sms: string;
  /** It is spoken: on her screen stand only its numbers. `words` are those that it says. */
  readonly spoken?: { readonly media: OutMedia; readonly words: string };
  /** A few words that name it: the lesson's or homework's title. */
  readonly label: string;
  readonly hint?: string;
  readonly askedAt: Millis;
  /** A message sent before this moment cannot answer it (60 s before the message it replied to, or before it was asked). */
  readonly since: Millis;
  /** After this moment it no longer counts (attendance: session end and grace). Lesson questions have none. */
  readonly until?: Millis;
  /** Rungs climbed on the ladder so far. */
  readonly misses: number;
  /** When we last answered a miss: what she wrote before she could read that is no further miss. */
  readonly missedAt?: Millis;
  /** When she was told where she was after a long silence: once a question. */
  readonly recapAt?: Millis;
  readonly required: boolean;
  /** Numbers and money: her last value, for the 1/10–10× check. */
  readonly last?: number;
  /** What a system question needs to go on. */
  readonly data?: Json;
  /** Stays open after an answer: homework takes more parts until LISTO. */
  readonly collects?: true;
  /** Answers it has taken so far, where it collects. */
  readonly parts?: number;
  /** When the newest of them came: a file without a word is more of the same. */
  readonly partAt?: Millis;
  /** Voice notes sent where words or digits were due: the second brings voice-friendly words. */
  readonly voices?: number;
  /** Its answer is for few eyes (programme/classes.ts): what she writes to it stands in no alert. */
  readonly secret?: true;
  /** She asked to be reminded later: once a question. */
  readonly snoozed?: true;
  /** Keys of its timers, cancelled when it closes. */
  readonly timers?: readonly string[];
}
