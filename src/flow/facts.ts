import { languageChain } from './translations.ts';

/**
 * Something that an authority has said and may say otherwise next year: a wage, a fee, a deadline. Texts say it as
 * `{{fact.salario-minimo|…}}`, and past its day what stands after the bar.
 */
export interface ProgrammeFact {
  readonly id: string;
  /** By language; those of another are told nothing, unless it stands under `*`, which all read. */
  readonly text: Readonly<Record<string, string>>;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly authority: string;
  /** Where it can be read. */
  readonly source?: string;
  /** yyyy-mm-dd; absent: nobody has said that it was asked. */
  readonly verifiedOn?: string;
  /** yyyy-mm-dd: the last day on which it is sent. */
  readonly expiresOn: string;
}

/** Its words on a local day, or undefined where it must not be said any more. @param day yyyy-mm-dd */
export function factWords(fact: ProgrammeFact, language: string, day: string): string | undefined {
  if (day > fact.expiresOn) return undefined;
  const spoken = languageChain(language).find((one) => Object.hasOwn(fact.text, one));
  return spoken === undefined ? fact.text['*'] : fact.text[spoken];
}
