/** The words that understanding is given; made by locale/lexicon from `locales/<language>/words.json`. */
export type { Lexicon } from '../../locale/lexicon.ts';
