import { programmeOf } from '../draft.ts';
import { say } from '../speech.ts';
import { askLanguage } from '../system-questions.ts';
import type { Command } from './command.ts';

/** IDIOMA: the languages that the programme has. */
export const language: Command = (d) => {
  const languages = programmeOf(d)?.languages ?? [];
  if (languages.length < 2) say(d, 'language.only-one');
  else
    askLanguage(
      d,
      languages.map((key) => ({ key, label: nameOf(key) })),
    );
  return 'command';
};

/** A language is named by itself: who cannot read this one must still find hers. Small ones have no name of their own in ICU. */
function nameOf(code: string): string {
  const base = code.split('-')[0]!;
  const named = (inLanguage: string) => new Intl.DisplayNames([inLanguage, 'es'], { type: 'language' }).of(base);
  return named(base) ?? base;
}
