import { normalise } from '../text/normalise.ts';

const NAMED_IN = ['es', 'en', 'pt', 'fr'].map((language) => new Intl.DisplayNames([language], { type: 'language' }));

/** What the tables of the world leave out. */
const LOCAL: Readonly<Record<string, string>> = { maya: 'yua', 'maya yucateco': 'yua', 'lengua maya': 'yua' };

/** The language of a programme that a list means: `es`, `es-MX`, «español», "Spanish", «maya». Undefined: none of them. */
export function languageCalled(said: string, languages: readonly string[]): string | undefined {
  const word = LOCAL[normalise(said)] ?? normalise(said);
  const tags = languages.find((one) => normalise(one) === word || normalise(baseOf(one)) === word);
  return (
    tags ?? languages.find((one) => namesOf(baseOf(one)).some((name) => name === word || name.startsWith(`${word} `)))
  );
}

const baseOf = (tag: string): string => tag.split('-')[0]!;
const namesOf = (tag: string): readonly string[] => NAMED_IN.map((names) => normalise(names.of(tag) ?? tag));
