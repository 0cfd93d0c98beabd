import type { MediaKeys, SourceText } from './steps/step.ts';

/** What a step says aloud: what somebody reads who records it, and by which her recording is known to be of these words. */
export interface Spoken {
  /** The text of the step that it is. */
  readonly field: string;
  readonly words: SourceText;
  /** In order; where the pack writes no label of its own (`yes`), the built-in one is meant. */
  readonly options: readonly { readonly key: string; readonly label?: string }[];
  /** Hash of words and choices: a recording of others is stale. */
  readonly source: string;
  readonly media?: MediaKeys;
}

/** What a step says aloud in one more language, the choices in order. */
export interface SaidIn {
  readonly words: string;
  readonly options: PackStep['options'];
}
export type InLanguage = readonly [there: number, stale: number, said?: SaidIn];

/** One step of a pack with words in it, and how far each language has it. */
export interface PackStep {
  readonly flow: string;
  readonly kind: string;
  readonly title: string;
  readonly step: string;
  readonly words: string;
  readonly options: readonly { readonly key: string; readonly label?: string }[];
  /** Hash of what is said aloud (spoken.ts). */
  readonly source: string;
  /** Texts that are to be translated. */
  readonly texts: number;
  /**
   * Language → [texts that are there, of them made of words that were changed since, what it says aloud]. The first language has
   * all; what it says are the words above. Another says nothing where it has no words of its own, or they are stale.
   */
  readonly translated: Readonly<Record<string, InLanguage>>;
  /** Languages of which the pack brings a recording. */
  readonly audio: readonly string[];
}
