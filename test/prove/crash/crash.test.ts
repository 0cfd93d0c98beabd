import { beforeAll, expect, test } from 'vitest';
import { build } from '../../end-to-end/process.ts';
import type { Left } from './laws.ts';
import { blind } from './mutants.ts';
import { IN_A_ROUND, plan } from './plan.ts';
import { round } from './round.ts';

/** Twice fifteen kills: every point at least once, in one engine or the other. `npm run prove -- --long --only crash` has many more. */
const KILLS_OF_ONE = 15;
const SEED = process.env['CRASH_SEED'] ?? '20260302';

beforeAll(build, 120_000);

test('E: 30 kills at every named point and anywhere, in both engines: nothing is lost, nothing happens twice', {
  timeout: 600_000,
}, async () => {
  const kills = plan(SEED, 2, KILLS_OF_ONE, {});
  const began = performance.now();
  let unseen: string[] | undefined;
  const look = (left: Left) => {
    unseen = blind(left);
  };
  const done = await Promise.all([
    round({ thread: 'main', seed: `${SEED}-main`, kills: kills[0]!, look }),
    round({ thread: 'worker', seed: `${SEED}-worker`, kills: kills[1]! }),
  ]);
  const hit: Record<string, number> = {};
  for (const one of done) for (const [point, n] of Object.entries(one.kills)) hit[point] = (hit[point] ?? 0) + n;
  const sum = (of: (one: (typeof done)[number]) => number) => done.reduce((all, one) => all + of(one), 0);
  console.log(
    `crash: ${Math.round((performance.now() - began) / 1000)} s, ${sum((one) => one.learners)} learners, ${sum((one) => one.messages)} messages, ` +
      `${sum((one) => one.cutAfterTaken)} sends cut off after the provider had them, ${sum((one) => one.repeats)} marked repeats; ` +
      `kills: ${Object.entries(hit)
        .map(([point, n]) => `${point} ${n}`)
        .join(', ')}`,
  );
  expect(done.flatMap((one) => one.broken)).toEqual([]);
  expect(unseen, 'laws that do not notice what breaks them').toEqual([]);
  expect(IN_A_ROUND.filter((point) => !hit[point])).toEqual([]);
  expect(Object.values(hit).reduce((all, n) => all + n, 0)).toBeGreaterThanOrEqual(2 * KILLS_OF_ONE);
});
