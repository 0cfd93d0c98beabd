import type { BuiltFlow } from './compile.ts';
import { forms } from './placeholders.ts';
import type { Programme } from './programme.ts';
import { spokenOf } from './spoken.ts';
import type { SourceText } from './steps/step.ts';
import type { Translated } from './translations.ts';
import { textHash } from './version.ts';

/** One step of a pack with words in it, and how far each language has it. */
export interface PackStep {
  readonly flow: string;
  readonly kind: string;
  readonly title: string;
  readonly step: string;
  readonly words: string;
  readonly options: readonly { readonly key: string; readonly label?: string }[];
  /** Hash of what is said aloud (spoken.ts). */
  readonly source: string;
  /** Texts that are to be translated. */
  readonly texts: number;
  /** Language → [texts that are there, of them made of words that were changed since]. The first language has all. */
  readonly translated: Readonly<Record<string, readonly [there: number, stale: number]>>;
  /** Languages of which the pack brings a recording. */
  readonly audio: readonly string[];
}

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
    const inEach = languages.map((language, i): [string, readonly [number, number]] => {
      if (i === 0) return [language, [counted.length, 0]];
      const own = given.translated(language)?.get(flow.name)?.get(step);
      const there = counted.filter(([field]) => own?.has(field));
      const stale = there.filter(([field, words]) => {
        const of = own!.get(field)!.of;
        return of !== undefined && of !== textHash(words);
      });
      return [language, [there.length, stale.length]];
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

/** Digits and signs are the same in every language, and a short form is the translator's choice. */
export function isTranslated(field: string, words: SourceText): boolean {
  return field !== 'sms' && /\p{L}/u.test(forms(words).join(''));
}
