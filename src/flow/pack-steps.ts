import type { BuiltFlow } from './compile.ts';
import type { InLanguage, PackStep, SaidIn, Spoken } from './pack-step.ts';
import { forms } from './placeholders.ts';
import type { Programme } from './programme.ts';
import { spokenOf } from './spoken.ts';
import type { SourceText } from './steps/step.ts';
import type { Translated, TranslatedText } from './translations.ts';
import { textHash } from './version.ts';

export type { PackStep } from './pack-step.ts';

/** The steps of one flow, in file order. `has` knows the pack's media files, `in` its translations. */
export function packSteps(
  flow: BuiltFlow,
  { languages }: Pick<Programme, 'languages'>,
  given: { translated(language: string): Translated | undefined; has(file: string): boolean },
): readonly PackStep[] {
  return flow.keys.flatMap((step) => {
    const spoken = spokenOf(flow, step);
    const fields = flow.texts.get(step)?.fields;
    if (!spoken || !fields) return [];
    const counted = [...fields].filter(([field, words]) => isTranslated(field, words));
    const inEach = languages.map((language, i): [string, InLanguage] => {
      if (i === 0) return [language, [counted.length, 0]];
      const own = given.translated(language)?.get(flow.name)?.get(step);
      const there = counted.filter(([field]) => own?.has(field));
      const stale = there.filter(([field, words]) => isStale(own!.get(field)!, words)).length;
      const said = own && saidIn(own, spoken);
      return [language, said ? [there.length, stale, said] : [there.length, stale]];
    });
    const file = spoken.media?.audio;
    const audio = languages.filter((language, i) => file && (i === 0 || given.has(`${language}/${file}`)));
    const { words, options, source } = spoken;
    return [
      {
        flow: flow.name,
        kind: flow.kind,
        title: flow.title,
        step,
        words: forms(words).at(-1)!,
        options,
        source,
        texts: counted.length,
        translated: Object.fromEntries(inEach),
        audio,
      },
    ];
  });
}

/** Made of other words than stand there now. */
const isStale = ({ of }: TranslatedText, words: SourceText): boolean => of !== undefined && of !== textHash(words);

function saidIn(own: ReadonlyMap<string, TranslatedText>, { field, words, options }: Spoken): SaidIn | undefined {
  const said = own.get(field);
  if (!said || isStale(said, words)) return undefined;
  return {
    words: forms(said.words).at(-1)!,
    options: options.map((option) => {
      const label = own.get(`options.${option.key}`)?.words;
      return label === undefined ? option : { key: option.key, label: forms(label).at(-1)! };
    }),
  };
}

/** Digits and signs are the same in every language, and a short form is the translator's choice. */
export function isTranslated(field: string, words: SourceText): boolean {
  return field !== 'sms' && /\p{L}/u.test(forms(words).join(''));
}
