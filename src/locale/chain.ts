/** Languages whose speakers are best served by one Spanish rather than another. */
const BESIDE: ReadonlyMap<string, string> = new Map(
  Object.entries({
    yua: 'es-MX',
    tzh: 'es-MX',
    tzo: 'es-MX',
    zoc: 'es-MX',
    nah: 'es-MX',
    qu: 'es-BO',
    ay: 'es-BO',
    gn: 'es-BO',
  }),
);

/**
 * Where to look for a text, nearest first: the language, its base, the Spanish spoken beside it, Spanish, and English last:
 * `yua` → yua, es-MX, es, en.
 */
export function chainOf(language: string): readonly string[] {
  return [...new Set([...familyOf(language), 'es', 'en'])];
}

/** The languages whose words a speaker is likely to use: her own, its base, and the Spanish spoken beside it. */
export function familyOf(language: string): readonly string[] {
  const beside = BESIDE.get(baseOf(language));
  return [...withBases(language), ...(beside ? withBases(beside) : [])];
}

/** `es-x-mine` → es-x-mine, es-x, es. */
function withBases(code: string): readonly string[] {
  const parts = code.split('-');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('-'));
}

/** `es` of `es-MX`. */
export function baseOf(language: string): string {
  const dash = language.indexOf('-');
  return dash < 0 ? language : language.slice(0, dash);
}
