import { distance } from 'fastest-levenshtein';

/** Mistakes forgiven in a whole phrase. */
const MOST = 2;

/** Typing mistakes forgiven in a word of so many letters: short words turn into other words too easily. */
export function typosAllowed(letters: number): 0 | 1 | 2 {
  if (letters < 4) return 0;
  return letters < 7 ? 1 : 2;
}

/**
 * How many mistakes lie between what was typed and what may have been meant, both normalised; null when more than may be
 * forgiven. Phrases are compared word by word ("todabia no" is "todavia no"; "todavia si" is not). Digits forgive nothing.
 */
export function typosBetween(typed: string, meant: string): number | null {
  if (typed === meant) return 0;
  if (Math.abs(typed.length - meant.length) > MOST) return null; // nearly all of a word list ends here
  const words = typed.split(' ');
  const targets = meant.split(' ');
  if (words.length !== targets.length) return null;
  let total = 0;
  for (const [i, target] of targets.entries()) {
    const word = words[i]!;
    if (word === target) continue;
    if (/\d/.test(word) || /\d/.test(target)) return null;
    const allowed = typosAllowed(target.length);
    if (Math.abs(word.length - target.length) > allowed) return null;
    const mistakes = distance(word, target);
    if (mistakes > allowed) return null;
    total += mistakes;
  }
  return total <= MOST ? total : null;
}

/** The one candidate that is nearest within what is forgiven; null when none is, or two are equally near. */
export function nearest<T>(
  typed: string,
  candidates: readonly { readonly word: string; readonly means: T }[],
): T | null {
  let best: { readonly mistakes: number; readonly means: T } | null = null;
  let tied = false;
  for (const { word, means } of candidates) {
    const mistakes = typosBetween(typed, word);
    if (mistakes === null || (best && mistakes > best.mistakes)) continue;
    if (!best || mistakes < best.mistakes) {
      best = { mistakes, means };
      tied = false;
    } else if (best.means !== means) tied = true;
  }
  return best && !tied ? best.means : null;
}
