import { normalise } from '../text/normalise.ts';
import { nearest } from '../text/typo.ts';

/** A verb of staff as a message begins with it. */
export interface VerbSaid {
  readonly name: string;
  /** After it, as she wrote it. */
  readonly rest: string;
  /** The words are no words of it, only near them. */
  readonly misspelt: boolean;
}

type Words = ReadonlyMap<string, string>;

/** Most words of a verb: `NO ELEGIR`, `do not choose`. */
const LONGEST = 3;

/** The longest verb that a text begins with; typing mistakes are forgiven where none is written right. */
export function verbSaid(text: string, words: Words): VerbSaid | undefined {
  const heads = Array.from({ length: LONGEST }, (_, i) => headOf(text, LONGEST - i)).filter(
    (head) => head !== undefined,
  );
  for (const { head, rest } of heads) {
    const name = words.get(head);
    if (name !== undefined) return { name, rest, misspelt: false };
  }
  const known = [...words].map(([word, means]) => ({ word, means }));
  for (const { head, rest } of heads) {
    const name = nearest(head, known);
    if (name !== null) return { name, rest, misspelt: true };
  }
  return undefined;
}

function headOf(text: string, count: number): { head: string; rest: string } | undefined {
  const [, head, rest = ''] =
    new RegExp(`^(\\p{L}+(?:\\s+\\p{L}+){${count - 1}})(?!\\p{L})[\\s.:,]*([\\s\\S]*)$`, 'u').exec(text) ?? [];
  return head === undefined ? undefined : { head: normalise(head), rest };
}

/** The word taught for a verb: the first of the nearest language. */
export function taughtWord(name: string, words: Words): string {
  for (const [word, means] of words) if (means === name) return word.toUpperCase();
  return name.toUpperCase();
}
