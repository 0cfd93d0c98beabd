import { baseOf } from '../../locale/chain.ts';
import { normalise } from '../../text/normalise.ts';

/**
 * Which of a programme's languages is meant: by its code, the code of its base, or its name in Spanish, English or itself
 * ("maya"). Where nothing is said, her own, else the first. Undefined for what is none of them.
 */
export function languageMeant(said: string, languages: readonly string[], hers: string): string | undefined {
  const words = said === '' ? hers : said;
  const found = languages.find((one) => isMeant(normalise(words), one));
  return found ?? (said === '' ? languages[0] : undefined);
}

function isMeant(said: string, language: string): boolean {
  const base = baseOf(language);
  if (said === normalise(language) || said === base || baseOf(said) === base) return true;
  return ['es', 'en', base].some((reader) => {
    const name = normalise(new Intl.DisplayNames([reader, 'es'], { type: 'language' }).of(base) ?? '');
    return name !== '' && said !== '' && (name === said || name.split(' ')[0] === said);
  });
}
