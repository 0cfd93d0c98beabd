import type { Criterion } from '../../flow/programme.ts';
import { normalise } from '../../text/normalise.ts';
import { nearest } from '../../text/typo.ts';

/** A score as said; null takes it back. */
export interface Given {
  readonly criterion: Criterion;
  readonly score: number | null;
}

/** Somebody, and what she is given: `Ana experiencia 4 producto 5`. */
export interface SaidScores {
  readonly who: string;
  readonly given: readonly Given[];
  /** A word before a number that names no criterion. */
  readonly unknown?: string;
}

/**
 * Reads scores of any number of criteria, each named by its id, its title, the beginning of either, or a typing mistake in
 * them; `-` takes one back. What stands before the first criterion is the name.
 */
export function scoresIn(text: string, criteria: readonly Criterion[]): SaidScores {
  const given: Given[] = [];
  const pairs = [
    ...text.matchAll(/([\p{L}\p{M}_-][\p{L}\p{M}\s_-]*?)\s*[:=,]?\s*(\d+|(?<=[\s:=])-)(?=\s|[,;.]|$)[,;.]?/gu),
  ];
  const [first] = pairs;
  if (!first) return { who: bare(text), given };
  const before = headed(first[1]!, criteria);
  if (!before) return { who: bare(text.slice(0, first.index + first[1]!.length)), given, unknown: lastWord(first[1]!) };
  const who = bare(text.slice(0, first.index) + before.head);
  for (const [i, [, words = '', points = '']] of pairs.entries()) {
    const criterion = i === 0 ? before.criterion : criterionIn(words, criteria);
    if (!criterion) return { who, given, unknown: bare(words) };
    given.push({ criterion, score: points === '-' ? null : Number(points) });
  }
  return { who, given };
}

/** `Ana Ruiz experiencia`: a name, and the criterion its end names. */
function headed(words: string, criteria: readonly Criterion[]): { head: string; criterion: Criterion } | undefined {
  const parts = words.trim().split(/\s+/);
  for (let from = Math.min(1, parts.length - 1); from < parts.length; from++) {
    const criterion = criterionIn(parts.slice(from).join(' '), criteria);
    if (criterion) return { head: parts.slice(0, from).join(' '), criterion };
  }
  return undefined;
}

/** At least so many letters of a beginning say which is meant. */
const SHORTEST = 3;

export function criterionIn(words: string, criteria: readonly Criterion[]): Criterion | undefined {
  const said = normalise(words).replaceAll('-', ' ');
  const named = criteria.flatMap((criterion) =>
    [criterion.id.replaceAll('-', ' '), normalise(criterion.title)].map((word) => ({ word, means: criterion })),
  );
  const whole = named.find(({ word }) => word === said);
  if (whole) return whole.means;
  const begun = new Set(
    named.filter(({ word }) => said.length >= SHORTEST && word.startsWith(said)).map(({ means }) => means),
  );
  if (begun.size === 1) return [...begun][0];
  return nearest(said, named) ?? undefined;
}

const bare = (text: string): string => text.replace(/[\s:,;.=]+$/u, '').trim();
const lastWord = (text: string): string => text.trim().split(/\s+/).at(-1) ?? '';
