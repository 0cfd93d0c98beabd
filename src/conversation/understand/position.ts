import { normalise, tidy } from '../../text/normalise.ts';
import type { Lexicon } from './lexicon.ts';
import { withoutCourtesy } from './phrases.ts';
import type { Fit } from './result.ts';

/** A place among the options: `index` from 0, which may lie beyond them. */
export type Position = { readonly index: number; readonly fit: Fit } | { readonly several: true };

/**
 * The option number that a whole message is: "1.", "1)", "el 1", "opción 1", 1️⃣, "uno", "la primera", a lone l or I for 1.
 * Null when it is something else.
 */
export function positionIn(text: string, count: number, lexicon: Lexicon): Position | null {
  if (/^[li|][.)]?$/.test(tidy(text))) return { index: 0, fit: 2 };
  const words = withoutCourtesy(normalise(text).split(' '), lexicon);
  const said = words.filter((word) => !lexicon.optionWords.has(word) && !lexicon.and.has(word));
  const places = (said.length > 0 ? said : words).map((word) => placeOf(word, count, lexicon));
  const first = places[0];
  if (!first || places.some((place) => !place)) return null;
  if (places.some((place) => place!.index !== first.index)) return { several: true };
  return { index: first.index, fit: Math.max(...places.map((place) => place!.fit)) as Fit };
}

/** A number at the start or end of a sentence ("1 negocio", "creo que la 2"), and the sentence without it. */
export function stripPosition(
  words: readonly string[],
  count: number,
): { readonly words: readonly string[]; readonly index?: number } {
  const numbers = words.filter((word) => /^\d{1,2}$/.test(word));
  const only = Number(numbers[0]);
  if (numbers.length !== 1 || only < 1 || only > count) return { words };
  if (words[0] === numbers[0]) return { words: words.slice(1), index: only - 1 };
  return words.at(-1) === numbers[0] ? { words: words.slice(0, -1), index: only - 1 } : { words };
}

function placeOf(word: string, count: number, lexicon: Lexicon): { readonly index: number; readonly fit: Fit } | null {
  if (/^\d{1,2}$/.test(word)) return { index: Number(word) - 1, fit: 3 };
  const place = lexicon.ordinals.get(word) ?? lexicon.numbers.get(word);
  if (place === undefined) return null;
  return { index: place === -1 ? count - 1 : place - 1, fit: 2 };
}
