import { normalise, tidy } from '../../text/normalise.ts';
import { digitsValue } from './digits.ts';
import type { Lexicon } from './lexicon.ts';
import { isIn, takeOut, wholeForms, withoutCourtesy } from './phrases.ts';
import type { Fit } from './result.ts';
import { readNumbers, type Token } from './spelt.ts';

/** An amount found in a message. `currencies`: what the currency named beside it may be; absent when none was named. */
export interface Amount {
  readonly value: number;
  readonly fit: Fit;
  readonly about: boolean;
  readonly currencies?: readonly string[];
}

export interface Unclear {
  /** The amounts that were found, for "¿500 o 600?"; empty when there is one reading too many of one. */
  readonly unclear: readonly number[];
}

const SIGNS: ReadonlyMap<string, readonly string[]> = new Map([
  ['€', ['EUR']],
  ['£', ['GBP']],
]);

/** A run of digits with its separators, a word, or a sign that changes the meaning. */
const PIECE = /\d+(?:[.,']\d+)*|\p{L}[\p{L}']*|[€£%]/gu;

/**
 * Reads one amount as people write it: "1.500", "$ 1,500.50", "mil quinientos", "2 mil", "2mil", "como 500", "nada". Two
 * amounts, a fraction, a time, a percentage of money, or a "no" beside it are unclear: she is asked, never guessed. Null when
 * there is no amount at all.
 */
export function readAmount(
  text: string,
  lexicon: Lexicon,
  multipliers: ReadonlyMap<string, number>,
): Amount | Unclear | null {
  const forms = wholeForms(text, lexicon);
  if (isIn(lexicon.zero, forms)) return { value: 0, fit: 2, about: false };

  if (isIn(lexicon.thanks, forms)) return null; // "mil gracias"
  const written = tidy(text);
  if (/\d ?[/:] ?\d/.test(written)) return { unclear: [] };
  const pieces = piecesOf(written);
  const spoken = withoutCourtesy(pieces, lexicon);
  const about = takeOut(spoken, lexicon.about);
  const units = takeOut(about.rest, lexicon.units);
  const money = takeOut(units.rest, lexicon.currencies);
  const doubts = takeOut(money.rest, lexicon.doubtful);
  const { values, others, spelt, broken } = readNumbers(tokensOf(doubts.rest, lexicon, multipliers));
  if (broken) return { unclear: values };
  if (values.length === 0) return saysNone(spoken, lexicon) ? { value: 0, fit: 1, about: false } : null;
  if (values.length > 1 || doubts.taken.length > 0) return { unclear: values };
  if (doubts.rest.some((word) => lexicon.cents.has(word))) return { unclear: [] };

  const strangers = others.filter((word) => !SIGNS.has(word) && word !== '%' && !lexicon.range.has(word));
  const free = spelt || about.taken.length > 0 || units.taken.length > 0 || others.includes('%');
  const named = [...money.taken.map((word) => lexicon.currencies.get(word)), ...others.map((sign) => SIGNS.get(sign))];
  const currencies = named.find((codes) => codes !== undefined);
  return {
    value: isNegative(text) ? 0 - values[0]! : values[0]!,
    fit: strangers.length > 0 ? 1 : free ? 2 : 3,
    about: about.taken.length > 0 || written.startsWith('~'),
    ...(currencies ? { currencies } : {}),
  };
}

/** "Hoy no vendí nada": a phrase of nothing inside a sentence. A lone "nada" there is no amount. */
function saysNone(words: readonly string[], lexicon: Lexicon): boolean {
  return takeOut(words, lexicon.zero).taken.some((phrase) => phrase.includes(' '));
}

function piecesOf(tidied: string): readonly string[] {
  const written = tidied
    // "1 500" is one number; "500 600" may be two.
    .replace(/(?<![\d.,])(?:\d{1,2}(?: \d{3})+|\d{3}(?: 000)+)(?!\d|[.,]\d{3}| \d{3}(?!\d))/g, (run) =>
      run.replaceAll(' ', ''),
    )
    // The letter for the figure, where only a figure makes sense: "1o0", "5oo".
    .replace(/(?<=\d)o+(?=\d)|(?<=\d)oo+(?!\p{L})/gu, (letters) => '0'.repeat(letters.length));
  return (written.match(PIECE) ?? []).map((piece) => (/^\p{L}/u.test(piece) ? normalise(piece) : piece));
}

function tokensOf(
  pieces: readonly string[],
  lexicon: Lexicon,
  multipliers: ReadonlyMap<string, number>,
): readonly Token[] {
  return pieces.map((piece, i): Token => {
    if (isDigits(piece)) return { kind: 'digits', value: digitsValue(piece) };
    const value = lexicon.numbers.get(piece);
    if (value !== undefined) return { kind: 'word', value };
    const times = multipliers.get(piece) ?? lexicon.times.get(piece);
    // A lone letter multiplies only what stands before it: "5k", not "k vendí".
    if (times !== undefined && (piece.length > 1 || isDigits(pieces[i - 1] ?? '')))
      return { kind: 'times', value: times };
    if (lexicon.half.has(piece)) return { kind: 'half' };
    if (lexicon.and.has(piece)) return { kind: 'and' };
    return { kind: 'other', word: piece };
  });
}

function isDigits(piece: string): boolean {
  return /^\d/.test(piece);
}

/** "-200" as a whole is a loss; "- 200" is a list's dash, "500-600" a range. */
function isNegative(text: string): boolean {
  return /^\s*\$?\s*[-\u2212]\$?\d/.test(text);
}
