import { normalise } from '../../text/normalise.ts';
import type { Lexicon } from './lexicon.ts';

type Words = ReadonlySet<string> | ReadonlyMap<string, unknown>;

/** Longest phrase of the word lists that is looked for inside a sentence, in words. */
const PHRASE = 4;

/** A message longer than this is a story, not a choice, an amount or a command (one long SMS holds 1,530 letters). */
export const STORY = 300;

/**
 * The ways in which a whole message may stand in a word list: as written, without "por favor", and with "q" and "xq" spelt
 * out. Normalised; empty for a message without letters or digits.
 */
export function wholeForms(text: string, lexicon: Lexicon): readonly string[] {
  const last = LAST.get(lexicon);
  if (last?.text === text) return last.forms;
  const forms = formsOf(text, lexicon);
  LAST.set(lexicon, { text, forms });
  return forms;
}

/** One message is held against many lists, one after the other. */
const LAST = new WeakMap<Lexicon, { readonly text: string; readonly forms: readonly string[] }>();

function formsOf(text: string, lexicon: Lexicon): readonly string[] {
  const plain = normalise(text);
  if (plain === '') return [];
  const words = plain.split(' ');
  const bare = withoutCourtesy(words, lexicon);
  const forms = [words, bare, speltOut(words, lexicon), speltOut(bare, lexicon)];
  return [...new Set(forms.map((form) => form.join(' ')))];
}

/** True when the whole message, in any of its forms, is in the list. */
export function isIn(words: Words, forms: readonly string[]): boolean {
  return forms.some((form) => words.has(form));
}

/** What the list says of the whole message. */
export function lookUp<T>(words: ReadonlyMap<string, T>, forms: readonly string[]): T | undefined {
  for (const form of forms) {
    const found = words.get(form);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Leaves "por favor" and the like out, unless nothing else was said. */
export function withoutCourtesy(words: readonly string[], lexicon: Lexicon): readonly string[] {
  const { rest } = takeOut(words, lexicon.courtesy);
  return rest.length > 0 ? rest : words;
}

function speltOut(words: readonly string[], lexicon: Lexicon): readonly string[] {
  return words.map((word) => lexicon.habits.get(word) ?? word);
}

/** Takes every phrase of the list out of a sentence, longest first. */
export function takeOut(
  words: readonly string[],
  phrases: Words,
): { readonly rest: readonly string[]; readonly taken: readonly string[] } {
  const rest: string[] = [];
  const taken: string[] = [];
  for (let i = 0; i < words.length; ) {
    const length = phraseAt(words, i, phrases);
    if (length === 0) rest.push(words[i++]!);
    else {
      taken.push(words.slice(i, i + length).join(' '));
      i += length;
    }
  }
  return { rest, taken };
}

/** Words of the longest phrase of the list that starts here; 0 for none. */
export function phraseAt(words: readonly string[], start: number, phrases: Words): number {
  for (let length = Math.min(PHRASE, words.length - start); length > 0; length--) {
    if (phrases.has(words.slice(start, start + length).join(' '))) return length;
  }
  return 0;
}

/** True when `part` stands in `whole` as consecutive words. */
export function containsWords(whole: readonly string[], part: readonly string[]): boolean {
  return part.length > 0 && ` ${whole.join(' ')} `.includes(` ${part.join(' ')} `);
}
