import { MINUTE, type Millis } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';
import type { Query, SqlRow } from '../../store/port.ts';

/** Check-in windows reach half an hour beyond the session on both sides; words must differ where windows meet. */
export const MARGIN: Millis = 60 * MINUTE;

/** Of a session: the words in windows that meet its own, and those that its cohort has had. */
export const wordReads = {
  /** Of whatever programme: two cohorts in one village hear each other's words. */
  atHand: ({ session }: { readonly session: string }): Query => ({
    sql: {
      sqlite: `select o.word from session s join session o on o.workspace = s.workspace and o.id <> s.id and o.word is not null
          and o.cancelled_at is null and o.starts_at <= s.ends_at + ${MARGIN} and o.ends_at >= s.starts_at - ${MARGIN}
        where s.id = @session`,
    },
    params: { session },
  }),
  before: ({ session }: { readonly session: string }): Query => ({
    sql: {
      sqlite: `select o.word from session s join session o on o.cohort_id = s.cohort_id and o.id <> s.id and o.word is not null
        where s.id = @session`,
    },
    params: { session },
  }),
};

/** A word that is not at hand, one of those that the cohort has had least. Null where all are at hand. */
export function drawWord(
  words: readonly string[],
  atHand: readonly SqlRow[],
  before: readonly SqlRow[],
  random: Random,
): string | null {
  const busy = new Set(atHand.map((row) => row['word']));
  const free = words.filter((word) => !busy.has(word));
  const had = (word: string) => before.filter((row) => row['word'] === word).length;
  const least = Math.min(...free.map(had));
  const fresh = free.filter((word) => had(word) === least);
  return fresh[Math.floor(random() * fresh.length)] ?? null;
}
