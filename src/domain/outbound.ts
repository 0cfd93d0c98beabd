import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { DayRank } from './day-limit.ts';
import type { Option } from './option.ts';
import type { StandIn } from './template.ts';

/** A picture, voice note, video or document of a pack: a path under `flows/<programme>/media`. */
export interface OutMedia {
  readonly kind: 'image' | 'audio' | 'video' | 'document';
  /** `<programme>/media/<file>`, never absolute. */
  readonly file: string;
}

/** A choice as it leaves: `id` is a tap id (domain/option.ts). */
export interface OutOption extends Option {
  readonly id: string;
  /** By SMS, where her screen shows only its number: a recording says the rest. */
  readonly sms?: string;
}

/** A template that the provider has approved, for when the window is closed. */
export interface OutTemplate {
  readonly name: string;
  readonly language: string;
  readonly parameters: readonly string[];
  /** Its words with the parameters in, as her phone shows them. Absent: only the provider knows them. */
  readonly text?: string;
  /** Its quick reply, and what a tap on it means (domain/option.ts). */
  readonly button?: { readonly title: string; readonly tap: string };
}

/**
 * One channel-neutral message, as the outbox keeps it and `channels` renders it when it is sent. Text is resolved
 * (language, names) in both forms, so that falling back to SMS needs nobody's help.
 */
export interface OutMessage {
  /** With accents, for WhatsApp. */
  readonly text: string;
  /** For SMS; the renderer adds numbered options and folds accents only where that saves a segment. */
  readonly sms: string;
  /** Shown as buttons (≤3), a list (≤10), or numbered lines. */
  readonly options?: readonly OutOption[];
  /** Words on the button that opens a list, in her language, at most 20 characters. */
  readonly listButton?: string;
  /** Words offered beside the question or alone ("SEGUIR"): buttons on WhatsApp; on SMS the text already names them. */
  readonly offers?: readonly OutOption[];
  readonly media?: OutMedia;
  /** The words that its recording says and no text does: they go in its place where it is refused. */
  readonly heard?: string;
  readonly template?: OutTemplate;
  /** What the outbox needs to choose a template of the pack, where free-form words may not go. */
  readonly standIn?: StandIn;
  /** Part of a group whose last part the template stands in for as well: where that goes, this is left out. */
  readonly rides?: true;
  /** Provider id of her message, to be shown as a quote where the channel can. */
  readonly quote?: string;
}

export const PRIORITY = { reply: 0, reminder: 1, lesson: 1, staff: 0, broadcast: 2 } as const;
export type OutKind = keyof typeof PRIORITY;

/** Messages of one turn to one address, in order: part n+1 leaves when n was accepted or has otherwise ended. */
export interface OutGroup {
  readonly addressId: string;
  readonly personId: string;
  readonly kind: OutKind;
  readonly parts: readonly OutPart[];
  /** Its place in the day's order, where it answers nothing of hers. */
  readonly rank?: DayRank;
  /** It is one of the few that she may get unasked on one day: she is not talking with us. */
  readonly counts?: true;
  /** It does not go, and why (outbox/why.ts): kept so that a coordinator can see it. */
  readonly notSent?: 'daily-limit' | 'daily-limit-later';
  /** After this it is dropped with a reason: the session it speaks of has begun. */
  readonly expiresAt?: Millis;
}

export interface OutPart {
  readonly message: OutMessage;
  /** The question this part carries. Its timers wake when this part was accepted or has otherwise ended. */
  readonly questionId?: string;
  readonly threadId?: string;
  readonly extra?: Json;
}
