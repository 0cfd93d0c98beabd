import type { SourceText } from './steps/step.ts';

/** `locales/<language>/<programme>.json`: flow → step key → field → words. The flow's own title stands beside its steps. */
export interface Translation {
  readonly language: string;
  readonly programme: string;
  readonly entries: unknown;
  /** The file and its JSON as written, so that issues can point into it. */
  readonly path?: string;
  readonly text?: string;
}

export interface TranslatedText {
  readonly words: SourceText;
  /** Hash of the source text it was made of. */
  readonly of?: string;
}

/** Flow → step key → field → words, of one language of one programme. */
export type Translated = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, TranslatedText>>>;

/** Reads the JSON; anything that is no words is passed over. A text is "…", {one, other}, or {text, of}. */
export function readTranslation(entries: unknown): Translated {
  const flows = new Map<string, Map<string, Map<string, TranslatedText>>>();
  for (const [flow, steps] of pairs(entries)) {
    const byStep = new Map<string, Map<string, TranslatedText>>();
    for (const [step, fields] of pairs(steps)) {
      const own = step === 'title' ? wordsOf(fields) : undefined;
      if (own) byStep.set('', new Map([['title', own]]));
      else
        byStep.set(
          step,
          new Map(pairs(fields).flatMap(([field, value]) => (wordsOf(value) ? [[field, wordsOf(value)!]] : []))),
        );
    }
    flows.set(flow, byStep);
  }
  return flows;
}

function wordsOf(value: unknown): TranslatedText | undefined {
  if (typeof value === 'string') return { words: value };
  const map = Object.fromEntries(pairs(value));
  if (typeof map['one'] === 'string' && typeof map['other'] === 'string')
    return { words: { one: map['one'], other: map['other'] } };
  const words = map['text'] === undefined ? undefined : wordsOf(map['text']);
  return words && { ...words, ...(typeof map['of'] === 'string' ? { of: map['of'] } : {}) };
}

function pairs(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

/** Languages whose speakers read another one before the pack's first. */
const NEXT: Readonly<Record<string, readonly string[]>> = { yua: ['es-MX', 'es'] };

const CHAINS = new Map<string, readonly string[]>();

/** Where to look for a text, best first: yua → es-MX → es, pt-BR → pt. The pack's first language comes last of all. */
export function languageChain(language: string): readonly string[] {
  const known = CHAINS.get(language);
  if (known) return known;
  const base = language.split('-')[0]!;
  const chain = [...new Set([language, base, ...(NEXT[base] ?? [])])];
  if (CHAINS.size < CHAINS_KEPT) CHAINS.set(language, chain);
  return chain;
}

/** Far more languages than any programme speaks: a safeguard, not a limit that is met. */
const CHAINS_KEPT = 500;

/** The form for a number: singular where the language says so. */
export function pluralForm(words: SourceText, language: string, count: number | undefined): string {
  if (typeof words === 'string') return words;
  return count !== undefined && new Intl.PluralRules(language).select(count) === 'one' ? words.one : words.other;
}
