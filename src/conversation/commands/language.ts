import { nameOfLanguage } from '../../flow/language-flow.ts';
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
      languages.map((key) => ({ key, label: nameOfLanguage(key) })),
    );
  return 'command';
};
