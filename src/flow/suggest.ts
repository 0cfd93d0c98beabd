import { distance } from 'fastest-levenshtein';
import { type Said, says } from '../locale/sentence.ts';
import { fromSpanish } from './spanish-keys.ts';

/**
 * The known word that was most likely meant, as "did you mean …?"; undefined when nothing is near. A slip in
 * every three letters is allowed (letters changed about are one), a different case or accent is no slip at all, and the
 * Spanish word for a key is that key.
 */
export function didYouMean(typed: string, known: Iterable<string>): Said | undefined {
  const word = nearestOf(typed, known);
  return word === undefined ? undefined : says('near', { word });
}

export function nearestOf(typed: string, known: Iterable<string>): string | undefined {
  const words = new Set(known);
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const bare = plain(typed);
  for (const word of words) {
    // At least so many letters are more or less: a key of a whole page is near nothing.
    const other = plain(word);
    if (Math.abs(bare.length - other.length) > Math.ceil(bare.length / 3)) continue;
    const far = bare !== other && sameLetters(bare, other) ? 1 : distance(bare, other);
    if (far < least) [best, least] = [word, far];
  }
  if (least > 0) {
    const meant = fromSpanish(bare, words);
    if (meant !== undefined) return meant;
  }
  return least <= Math.ceil(bare.length / 3) ? best : undefined;
}

/**
 * The one known word that may be written without asking: the same but for case and accents, or the same in Spanish, or a
 * single slip away (a letter more, less, other, or two changed about). Undefined where two are as near.
 */
export function surelyMeant(typed: string, known: Iterable<string>): string | undefined {
  const bare = plain(typed);
  const words = new Set(known);
  words.delete(typed);
  const same = [...words].filter((word) => plain(word) === bare);
  if (same.length > 0) return same.length === 1 ? same[0] : undefined;
  const spanish = fromSpanish(bare, words);
  if (spanish !== undefined) return spanish;
  const near = [...words].filter((word) => oneSlip(bare, plain(word)));
  return near.length === 1 ? near[0] : undefined;
}

function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  if (distance(a, b) <= 1) return true;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.length === b.length && `${a.slice(0, at)}${a[at + 1]}${a[at]}${a.slice(at + 2)}` === b;
}

function plain(word: string): string {
  return word
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
}

/** `sya` for `say`. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && Array.from(a).sort().join('') === Array.from(b).sort().join('');
}
