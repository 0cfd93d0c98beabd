import type { Programme } from './programme.ts';

/** The service that asks in which language we write; a pack may have its own file of this name. */
export const LANGUAGE_FLOW = 'idioma';

/** Asked first of all where a programme speaks several languages: a notice that she cannot read is no consent. */
export function languageFlow({ languages }: Pick<Programme, 'languages'>): string | undefined {
  return new Set(languages.filter(isTag).map(baseOf)).size > 1 ? LANGUAGE_FLOW : undefined;
}

/** The checker says so of one that is not. */
function isTag(code: string): boolean {
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    return false;
  }
}

const baseOf = (language: string): string => language.split('-')[0]!;

/** A language is named by itself: who cannot read this one must still find hers. Small ones have no name of their own in ICU. */
export function nameOfLanguage(code: string): string {
  const base = baseOf(code);
  return isTag(code) ? (new Intl.DisplayNames([base, 'es'], { type: 'language' }).of(base) ?? base) : code;
}
