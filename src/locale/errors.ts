import { z } from 'zod';
import { fill, type RecadoError } from '../base/errors.ts';
import { checked, type LocaleFile } from './catalogue.ts';

/**
 * `locales/<language>/errors.json`: under each code of base/errors.ts, where English stands, its sentences with the same
 * `{name}` places. `words` has what we fill in ourselves: place → our English word → the word of this language.
 */
const SCHEMA = z.strictObject({
  errors: z.record(z.string(), z.strictObject({ says: z.string().min(1), next: z.string().min(1) })),
  words: z.record(z.string(), z.record(z.string(), z.string().min(1))),
});
export type ErrorWords = z.infer<typeof SCHEMA>;

/** What is said of errors in that language; undefined where English of the code is all there is. Throws CATALOGUE_ENTRY. */
export function errorWords(files: readonly LocaleFile[], language: string): ErrorWords | undefined {
  const own = files.find((file) => file.name === 'errors' && file.language === language);
  return own && checked(SCHEMA, own);
}

/** What happened and what to do next, for whoever reads it. Without words, or with a code they lack, in English. */
export function toldError(
  { code, message, next, details }: Pick<RecadoError, 'code' | 'message' | 'next' | 'details'>,
  words: ErrorWords | undefined,
): { readonly says: string; readonly next: string } {
  const entry = words?.errors[code];
  if (!words || !entry) return { says: message, next };
  const filled = Object.fromEntries(
    Object.entries(details).map(([place, value]) => [place, words.words[place]?.[value] ?? value]),
  );
  return { says: fill(entry.says, filled), next: fill(entry.next, filled) };
}
