import { distance } from 'fastest-levenshtein';

/**
 * The known word that was most likely meant, as "did you mean …?"; undefined when nothing is near. A slip in
 * every three letters is allowed (letters changed about are one), and a different case or accent is no slip at all.
 */
export function didYouMean(typed: string, known: Iterable<string>): string | undefined {
  const word = nearestOf(typed, known);
  return word === undefined ? undefined : `Did you mean \`${word}\`?`;
}

export function nearestOf(typed: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  const bare = plain(typed);
  for (const word of known) {
    const far = sameLetters(bare, plain(word)) ? 1 : distance(bare, plain(word));
    if (far < least) [best, least] = [word, far];
  }
  return least <= Math.ceil(bare.length / 3) ? best : undefined;
}

function plain(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `sya` for `say`. */
function sameLetters(a: string, b: string): boolean {
  return a.length === b.length && Array.from(a).sort().join('') === Array.from(b).sort().join('');
}
