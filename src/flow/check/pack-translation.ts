import type { Place } from '../issue.ts';
import type { Translated } from '../translations.ts';

/** One language of a programme, ready to be looked at; without a file it has no words. */
export interface PackTranslation {
  readonly language: string;
  readonly path: string;
  readonly words: Translated;
  /** `unreadable` is told already. */
  readonly state: 'read' | 'missing' | 'unreadable';
  readonly place: (...keys: readonly string[]) => Place;
}
