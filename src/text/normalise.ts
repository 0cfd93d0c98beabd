import { plainApostrophes } from './fold.ts';
import { remembering } from './remember.ts';

/** Marks around a digit in keycaps (1️⃣), variation selectors, joiners, direction marks and other invisible signs. */
const INVISIBLE = /\p{Cf}|\u20e3|\ufe0e|\ufe0f|\u034f/gu;
const CONTROL = /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;
const EMOJI = /[\p{Extended_Pictographic}\u{1f1e6}-\u{1f1ff}]/gu;
const SKIN = /[\u{1f3fb}-\u{1f3ff}]/gu;

/** Arabic letters that many phones and hands exchange, and the stretching sign. */
const ARABIC: Readonly<Record<string, string>> = { ة: 'ه', ى: 'ي', ـ: '' };
/** Arabic-Indic and Persian digits: ٣٥٠ is 350. */
const EASTERN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/g;

/**
 * What she wrote with everything folded that carries no meaning: case, accents (ñ too: many phones lack it), invisible and
 * control characters, odd spaces, keycaps, full-width and Arabic digits, apostrophes. Punctuation stays, since "1.500" needs it.
 */
export const tidy = remembering((text) =>
  // Before NFKC, which would take a lone ´ apart into a space and an accent.
  plainApostrophes(text.replaceAll('🔟', '10'))
    .replace(/\p{Zs}/gu, ' ')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[ةىـ]/g, (letter) => ARABIC[letter] ?? letter)
    .replace(EASTERN_DIGIT, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\s+/g, ' ')
    .trim(),
);

/**
 * The form in which words are compared, on both sides: `tidy`, without emoji and punctuation (an apostrophe inside a word
 * stays: k'iin), drawn-out letters shortened ("siii", "noo"), one space between words.
 */
export const normalise = remembering((text) =>
  tidy(text)
    .replace(/[^\p{L}\p{N}']+|(?<!\p{L})'|'(?!\p{L})/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .split(' ')
    .map(shorten)
    .join(' '),
);

/** "siii" → "si", "noo" → "no"; never digits, nor Roman numerals ("III"). Double letters inside a word are spelling. */
function shorten(word: string): string {
  if (/^[ivx]+$/.test(word)) return word;
  return word.replace(/(\p{L})\1{2,}/gu, '$1').replace(/([aeiou])\1$/u, '$1');
}

/** The emoji of a text in order, without skin tone or variation. */
export function emojiOf(text: string): readonly string[] {
  return text.replace(SKIN, '').match(EMOJI) ?? [];
}
