import type { Tongue } from '../locale/tongue.ts';

/** How much it matters: all is well, somebody should look, or messages do not come or go. */
export type Grade = 'good' | 'warning' | 'bad';

/** In plain words what was found, and what to do about it. `{name}` is filled in. */
export interface FindingWords {
  readonly says: string;
  readonly next?: string;
}

export type FindingKind = { readonly grade: Grade } & Readonly<Record<Tongue, FindingWords>>;
/** Everything that a look at one provider can find, by its code. */
export type FindingKinds = Readonly<Record<string, FindingKind>>;

/** One thing that a look at a provider found. Its words stand with its code, in both languages. */
export interface Finding {
  readonly code: string;
  readonly kind: FindingKind;
  /** Never a secret, and no number but our own. */
  readonly vars: Readonly<Record<string, string>>;
}

/** Makes findings of one list of kinds: a code that is not in it does not compile. */
export function finder<Kinds extends FindingKinds>(kinds: Kinds) {
  return (code: keyof Kinds & string, vars: Readonly<Record<string, string>> = {}): Finding => ({
    code,
    kind: kinds[code]!,
    vars,
  });
}

/** What it says in that language. */
export function wordsOf({ kind, vars }: Finding, tongue: Tongue): FindingWords {
  const { says, next } = kind[tongue];
  const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => vars[name] ?? '?');
  return next === undefined ? { says: filled(says) } : { says: filled(says), next: filled(next) };
}
