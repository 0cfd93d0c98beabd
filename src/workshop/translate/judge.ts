import { brokenPlaceholder, placeholders } from '../../flow/placeholders.ts';
import { type Said, says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { type Entry, keyOf, SMS_ONE } from './entry.ts';
import type { Row } from './read.ts';

/** Codes of `recado check`, where it would say the same. `error`: the row is not taken in. */
export interface Problem {
  readonly line: number;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: Said;
}

/** A text to be written, and of which source. */
export interface Change {
  readonly entry: Entry;
  readonly translation: string;
  readonly of: string;
  readonly translator: string;
  readonly reviewer: string;
  /** Only who reviewed it is new. */
  readonly reviewed: boolean;
}

export interface Judged {
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  readonly unchanged: number;
}

/** Compares what came back with what stands in the pack and its translation now. Empty cells change nothing. */
export function judge(
  rows: readonly Row[],
  entries: readonly Entry[],
  { optOut }: { readonly optOut: readonly string[] },
): Judged {
  const known = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const problems: Problem[] = [];
  const changes: Change[] = [];
  const seen = new Set<string>();
  const stop = new Set(optOut.map(normalise));
  let unchanged = 0;
  for (const row of rows) {
    const { line, translation } = row;
    const tell = (severity: Problem['severity'], code: string, message: Said) =>
      problems.push({ line, severity, code, message });
    const place = [row.flow, row.step, row.field, row.form].filter(Boolean).join(' / ');
    const key = keyOf({ ...row, form: row.form === 'one' || row.form === 'other' ? row.form : '' });
    const entry = known.get(key) ?? shortForm(row, known);
    if (!entry) {
      tell('error', 'TRANSLATION_UNKNOWN', says('translate.unknown', { place }));
      continue;
    }
    if (seen.has(key)) {
      tell('error', 'TRANSLATION_TWICE', says('translate.twice', { place }));
      continue;
    }
    seen.add(key);
    if (row.formula) {
      tell('error', 'TRANSLATION_FORMULA', says('translate.formula', { place }));
      continue;
    }
    const confirmed = entry.state === 'stale' && row.state === 'done';
    const same = translation === '' || (translation === entry.translation && !confirmed);
    const reviewed = translation !== '' && row.reviewer !== entry.reviewer && row.reviewer !== '';
    if (same && !reviewed) {
      unchanged += 1;
      continue;
    }
    const before = problems.length;
    if (!same) check(entry, translation, place, stop, tell);
    if (problems.slice(before).some(({ severity }) => severity === 'error')) continue;
    const of = row.hash === '' ? entry.of : row.hash;
    if (!same && of !== entry.of) tell('warning', 'TRANSLATION_STALE', says('translate.stale', { place }));
    changes.push({
      entry,
      translation: translation === '' ? entry.translation : translation,
      of,
      translator: row.translator,
      reviewer: row.reviewer,
      reviewed: same,
    });
  }
  return { changes, problems: [...problems, ...labels(entries, changes)], unchanged };
}

/** A translation may be short where the first language needs no short form. */
function shortForm(row: Row, known: ReadonlyMap<string, Entry>): Entry | undefined {
  if (row.field !== 'sms') return undefined;
  for (const entry of known.values())
    if (entry.flow === row.flow && entry.step === row.step && entry.form === '' && entry.field !== 'sms')
      return entry.field.startsWith('options.')
        ? undefined
        : { ...entry, field: 'sms', kind: 'sms', limit: SMS_ONE, translation: '', state: 'missing' };
  return undefined;
}

function check(
  { source, limit, kind, field }: Entry,
  words: string,
  place: string,
  stop: ReadonlySet<string>,
  tell: (severity: Problem['severity'], code: string, message: Said) => void,
): void {
  const allowed = new Set(placeholders(source).map(({ path }) => path));
  const own = placeholders(words);
  const broken = brokenPlaceholder(words);
  if (broken !== undefined) tell('error', 'PLACEHOLDER_BROKEN', says('translate.broken', { broken, place }));
  for (const { written, path } of own)
    if (!allowed.has(path)) tell('error', 'TRANSLATION_PLACEHOLDER', says('translate.strange', { written, place }));
  for (const { written, path } of placeholders(source))
    if (!own.some((one) => one.path === path) && field !== 'sms')
      tell('warning', 'TRANSLATION_LOSES', says('translate.loses', { written, place }));
  const length = Array.from(words).length;
  const label = kind === 'button' || kind === 'list';
  if (length > limit)
    tell(
      label ? 'error' : 'warning',
      label ? 'OPTION_TOO_LONG' : 'TEXT_TOO_LONG',
      says('translate.long', { place, letters: length, limit }),
    );
  if (label && stop.has(normalise(words))) tell('error', 'OPTION_OPT_OUT', says('translate.stop', { words, place }));
}

/** Choices of one step: all of them or none, and no two alike. */
function labels(entries: readonly Entry[], changes: readonly Change[]): readonly Problem[] {
  const now = new Map(changes.map(({ entry, translation }) => [keyOf(entry), translation]));
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    if (!entry.field.startsWith('options.')) continue;
    const key = JSON.stringify([entry.flow, entry.step]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].flatMap((group): Problem[] => {
    if (!group.some((entry) => now.has(keyOf(entry)))) return [];
    const words = group.map((entry) => now.get(keyOf(entry)) ?? entry.translation);
    const there = words.filter(Boolean);
    const [{ flow, step }] = group as [Entry];
    const found = (code: string, message: Said): Problem => ({ line: 0, severity: 'warning', code, message });
    return [
      ...(there.length < group.length
        ? [
            found(
              'OPTIONS_PARTLY',
              says('translate.choices', { place: `${flow} / ${step}`, there: there.length, all: group.length }),
            ),
          ]
        : []),
      ...(new Set(there.map(normalise)).size < there.length
        ? [found('OPTION_DUPLICATE', says('translate.alike', { place: `${flow} / ${step}` }))]
        : []),
    ];
  });
}
