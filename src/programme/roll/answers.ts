import { z } from 'zod';
import { askedAbout } from '../asked-about.ts';

/** What the roll asked and waits for: which of several a name means, or whether to go on with the list. */
const asked = z.union([
  z.strictObject({ session: z.string(), from: z.number().int() }),
  z.strictObject({ session: z.string(), first: z.enum(['present', 'absent']), words: z.string() }),
]);

/** The verb that is answered. */
export const ROLL_VERB = 'roll';
/** `3`, or `MAS`. */
export const ANSWERS = /^\s*(?:\d{1,3}|m[aá]s|more)\s*[.!]?\s*$/iu;

/** Where her number comes. */
const GAP = '\u0000';

/** The same words with a gap for the name that several have; undefined where they do not stand so in them. */
export function asksFor(
  given: { readonly session: string; readonly first: 'present' | 'absent'; readonly words: string },
  name: string,
) {
  const words = given.words.replace(/[ \t]+/g, ' ');
  const at = words.indexOf(name);
  if (at < 0) return undefined;
  const gapped = `${words.slice(0, at)}${GAP}${words.slice(at + name.length)}`;
  return { verb: ROLL_VERB, about: JSON.stringify({ ...given, words: gapped }) };
}

export const pageOf = (session: string, from: number) => ({
  verb: ROLL_VERB,
  about: JSON.stringify({ session, from }),
});

/** What her answer makes of it; undefined where it is no answer to that, or what was asked cannot be read any more. */
export function answered(about: string, answer: string) {
  const before = askedAbout(asked, about);
  if (!before) return undefined;
  const [number] = /\d+/.exec(answer) ?? [];
  if ('from' in before)
    return number === undefined
      ? { session: before.session, first: 'present' as const, words: `desde ${before.from}` }
      : undefined;
  return number === undefined ? undefined : { ...before, words: before.words.replace(GAP, ` ${number} `) };
}
