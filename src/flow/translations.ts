import type { FileProblem } from '../locale/catalogue.ts';
import { forms } from './placeholders.ts';
import type { SourceText } from './steps/step.ts';

/** `locales/<language>/<programme>.json`: flow → step key → field → words. The flow's own title stands beside its steps. */
export interface Translation {
  readonly language: string;
  readonly programme: string;
  readonly entries: unknown;
  /** The file and its JSON as written, so that issues can point into it. */
  readonly path?: string;
  readonly text?: string;
  /** Why there are no entries, where the file cannot be read. */
  readonly problem?: FileProblem;
}

export interface TranslatedText {
  readonly words: SourceText;
  /** Hash of the source text it was made of. */
  readonly of?: string;
  readonly by?: string;
  readonly reviewedBy?: string;
  /** Day, yyyy-mm-dd. */
  readonly on?: string;
}

/** Flow → step key → field → words, of one language of one programme. */
export type Translated = ReadonlyMap<string, ReadonlyMap<string, ReadonlyMap<string, TranslatedText>>>;

/**
 * Reads the JSON; anything that is no words is passed over, and told to `strange` by its keys. A text is "…", {one, other},
 * or {text, of, by, reviewed_by, on}.
 */
export function readTranslation(entries: unknown, strange: (keys: readonly string[]) => void = () => {}): Translated {
  const flows = new Map<string, Map<string, Map<string, TranslatedText>>>();
  if (!isMap(entries)) strange([]);
  for (const [flow, steps] of pairs(entries)) {
    const byStep = new Map<string, Map<string, TranslatedText>>();
    if (!isMap(steps)) strange([flow]);
    for (const [step, fields] of pairs(steps)) {
      const own = step === 'title' ? wordsOf(fields) : undefined;
      if (own) {
        byStep.set('', new Map([['title', own]]));
        continue;
      }
      const byField = new Map<string, TranslatedText>();
      if (!isMap(fields)) strange([flow, step]);
      for (const [field, value] of pairs(fields)) {
        const words = wordsOf(value);
        if (!words) strange([flow, step, field]);
        // An empty one waits for its translator: it is no reason to say nothing.
        else if (forms(words.words).every((form) => form.trim() !== '')) byField.set(field, words);
      }
      byStep.set(step, byField);
    }
    flows.set(flow, byStep);
  }
  return flows;
}

function wordsOf(value: unknown): TranslatedText | undefined {
  const plain = plainWords(value);
  if (plain !== undefined) return { words: plain };
  const words = isMap(value) ? plainWords(value['text']) : undefined;
  if (words === undefined) return undefined;
  const { of, by, reviewed_by: reviewedBy, on } = value as Readonly<Record<string, unknown>>;
  const said = Object.entries({ of, by, reviewedBy, on }).filter(([, one]) => typeof one === 'string');
  return { words, ...(Object.fromEntries(said) as Omit<TranslatedText, 'words'>) };
}

function plainWords(value: unknown): SourceText | undefined {
  if (typeof value === 'string') return value;
  if (!isMap(value)) return undefined;
  const { one, other } = value;
  return typeof one === 'string' && typeof other === 'string' ? { one, other } : undefined;
}

function pairs(value: unknown): [string, unknown][] {
  return isMap(value) ? Object.entries(value) : [];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
