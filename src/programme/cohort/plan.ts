import { DAY, MINUTE, type Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import { addDays, localMoment } from '../../domain/time.ts';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A session as programme.yaml plans it. */
export interface Planned {
  readonly week: number;
  readonly day: (typeof WEEK)[number];
  readonly at: string;
  readonly minutes: number;
}

export interface Span {
  readonly starts: Millis;
  readonly ends: Millis;
}

/** When a planned session is for a cohort: week 1 is the week, from Monday, of the cohort's first day. */
export function spanOf({ week, day, at, minutes }: Planned, startsOn: string, zone: string): Span {
  const date = addDays(mondayOf(startsOn), (week - 1) * 7 + WEEK.indexOf(day));
  const starts = localMoment(date, at, zone);
  return { starts, ends: starts + minutes * MINUTE };
}

function mondayOf(day: string): string {
  const sinceThursday = localMoment(day, '00:00', 'UTC') / DAY; // 1970-01-01 was a Thursday
  return addDays(day, -((sinceThursday + 3) % 7));
}

/** Check-in windows reach half an hour beyond the session on both sides; words must differ where windows meet. */
const MARGIN: Millis = 60 * MINUTE;

const meet = (a: Span, b: Span): boolean => a.starts <= b.ends + MARGIN && b.starts <= a.ends + MARGIN;

/**
 * A word for each session: drawn anew, never one that a session with a meeting window has, and all words once before any
 * comes again. Null where every word is taken.
 */
export function drawWords(
  spans: readonly Span[],
  words: readonly string[],
  taken: readonly (Span & { readonly word: string })[],
  random: Random,
): readonly (string | null)[] {
  const used = [...taken];
  let pool: string[] = [];
  return spans.map((span) => {
    const busy = new Set(used.filter((other) => meet(span, other)).map((other) => other.word));
    if (!pool.some((word) => !busy.has(word))) pool = shuffled(words, random);
    const word = pool.find((one) => !busy.has(one)) ?? null;
    if (word === null) return null;
    pool = pool.filter((one) => one !== word);
    used.push({ ...span, word });
    return word;
  });
}

function shuffled(words: readonly string[], random: Random): string[] {
  const left = [...words];
  return words.map(() => left.splice(Math.floor(random() * left.length), 1)[0]!);
}
