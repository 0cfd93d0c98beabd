import { POINTS, type Point } from '../../../src/base/points.ts';
import { type Random, seededRandom } from '../../../src/base/random.ts';

/** A round begins with the database of a version that was so many migrations behind. */
export const BEHIND = 12;

/** Rare places are killed at their first passages; elsewhere the kill may fall anywhere in the conversations. */
const PASSAGES: readonly (readonly [prefix: string, most: number])[] = [
  ['start.', 1],
  ['migration.', BEHIND / 3],
  ['timer.', 2],
  ['media.', 1],
  ['job.', 2],
  ['careful.', 3],
  ['', 10],
];

/** At which of its passages at most a point is killed. */
export const passagesOf = (point: Point): number => PASSAGES.find(([prefix]) => point.startsWith(prefix))![1];

/** Copies are made and put back by commands of their own: copies.test.ts kills those. */
export const IN_A_ROUND: readonly Point[] = POINTS.filter((name) => !/^(backup|restore)\./.test(name));

/** What no round can come to before learners have come far. */
const LATE = /^(timer|media)\./;

/**
 * The kills of some rounds, those least often hit first: every point in turn, and every fourth kill at any moment. What
 * needs a young database comes first in its round, what needs learners who have come far comes last.
 */
export function plan(
  seed: string,
  rounds: number,
  killsOfOne: number,
  hit: Readonly<Record<string, number>>,
): (Point | null)[][] {
  const random = seededRandom(seed);
  const planned: Record<string, number> = { ...hit };
  const often = (point: Point) => planned[point] ?? 0;
  return Array.from({ length: rounds }, () => {
    const kills = Array.from({ length: killsOfOne }, (_, nth) => {
      if (nth % 4 === 3) return null;
      const least = Math.min(...IN_A_ROUND.map(often));
      const point = drawn(
        IN_A_ROUND.filter((one) => often(one) === least),
        random,
      );
      planned[point] = often(point) + 1;
      return point;
    });
    const rank = (point: Point | null) => (point?.startsWith('migration.') ? 0 : point && LATE.test(point) ? 2 : 1);
    return kills.sort((a, b) => rank(a) - rank(b));
  });
}

function drawn<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}
