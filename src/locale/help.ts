import { z } from 'zod';
import { fill } from '../base/errors.ts';
import { checked, type LocaleFile } from './catalogue.ts';

/**
 * `locales/<language>/help.json`: English as it stands in the code → this language. `texts` are whole (descriptions of commands,
 * options and arguments, and what commands list in words of the code), `messages` have places: `unknown option '{flag}'` is found
 * anywhere in what is shown.
 */
const SCHEMA = z.strictObject({
  texts: z.record(z.string(), z.string().min(1)),
  messages: z.record(z.string(), z.string().min(1)),
});

export interface HelpWords {
  readonly texts: Readonly<Record<string, string>>;
  readonly messages: Readonly<Record<string, string>>;
  /** A text in this language, or as it stands. */
  readonly text: (english: string) => string;
  /** The same of what is written about something typed wrong. */
  readonly message: (english: string) => string;
}

/** Undefined in English. Throws CATALOGUE_ENTRY. */
export function helpWords(files: readonly LocaleFile[], language: string): HelpWords | undefined {
  const own = files.find((file) => file.name === 'help' && file.language === language);
  if (!own) return undefined;
  const { texts, messages } = checked(SCHEMA, own);
  const patterns = Object.entries(messages).map(([english, words]) => ({ finds: patternOf(english), words }));
  return {
    texts,
    messages,
    text: (english) => texts[english] ?? english,
    message: (english) =>
      patterns.reduce(
        (said, { finds, words }) =>
          said.replace(finds, (...all) => fill(words, (all.at(-1) ?? {}) as Record<string, string>)),
        english,
      ),
  };
}

/** `unknown option '{flag}'` → a pattern with a group for each place, which ends with its line. */
function patternOf(english: string): RegExp {
  const parts = english.split(/\{(\w+)\}/);
  const source = parts.map((part, at) =>
    at % 2 === 1 ? `(?<${part}>.*?)` : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(source.join('') + (english.endsWith('}') ? '$' : ''), 'gm');
}
