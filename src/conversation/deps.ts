import type { Recordings } from '../domain/recording.ts';
import type { Library } from '../flow/library.ts';
import type { Texts } from '../locale/texts.ts';
import type { Listener, StaffVerb } from '../programme/manifest.ts';
import type { Lexicon } from './understand/lexicon.ts';

/** All that a conversation is given besides the lane and the event. Immutable; a reload makes new ones. */
export interface ConverseDeps {
  readonly library: Library;
  readonly texts: Texts;
  lexicon(language: string): Lexicon;
  /** Messages that a capability claims before a question does (a check-in word in its window). */
  readonly listeners: readonly Listener[];
  /** What persons with a role may write. */
  readonly staffVerbs: readonly StaffVerb[];
  /** Steps that somebody of the team has spoken; absent: none. */
  readonly recordings?: Recordings;
}

/** The only clock and chance of a turn: the same of both, the same result. */
export interface At {
  readonly now: number;
  readonly seed: string;
}
