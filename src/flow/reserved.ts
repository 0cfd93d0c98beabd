import type { Lexicon } from '../locale/lexicon.ts';

/** What words of a language mean wherever they stand alone, as far as a pack must not use them otherwise. */
export type Reserved = Pick<
  Lexicon,
  | 'commands'
  | 'taught'
  | 'optOut'
  | 'distress'
  | 'meanings'
  | 'refused'
  | 'numbers'
  | 'greetings'
  | 'thanks'
  | 'readiness'
  | 'acks'
>;
