import type { SourceText } from './steps/step.ts';

/** A `{{path|fallback}}` in a text. */
export interface Placeholder {
  /** As written, braces included. */
  readonly written: string;
  readonly path: string;
  readonly fallback?: string;
}

/** Without a space to trim in it: text of nothing but braces and spaces must not take minutes. */
const PLACE = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** The placeholders of a text, in order. */
export function placeholders(words: SourceText): readonly Placeholder[] {
  return forms(words).flatMap((form) =>
    (form.includes('{{') ? [...form.matchAll(PLACE)] : []).map((found) => ({
      written: found[0],
      path: found[1]!.trim(),
      ...(found[2] === undefined ? {} : { fallback: found[2].trim() }),
    })),
  );
}

/** `{nombre}`, `[nombre]`: what other programs fill in, and this one sends. */
const FOREIGN = /\{[\p{L}_][\p{L}\p{N}_.]*(?:\|[^{}]*)?\}|[[<](?:nombre|name|nome)[\]>]/iu;

/** Braces left over when all that can be read is taken out: `{{name}`, `{{ }}`, `{nombre}`. */
export function brokenPlaceholder(words: SourceText): string | undefined {
  for (const form of forms(words)) {
    const foreign = FOREIGN.exec(form.replace(PLACE, (place) => ' '.repeat(place.length)));
    if (foreign && form[foreign.index - 1] !== '{') return foreign[0];
    if (!form.includes('{{') && !form.includes('}}')) continue;
    if (placeholders(form).some(({ path }) => !/^[a-z_][\w-]*(\.[\w-]+)*$/i.test(path))) return form.match(PLACE)?.[0];
    const rest = /.{0,12}(?:\{\{|\}\}).{0,12}/.exec(form.replace(PLACE, ''));
    if (rest) return rest[0];
  }
  return undefined;
}

export function forms(words: SourceText): readonly string[] {
  return typeof words === 'string' ? [words] : [words.one, words.other];
}
