import { describe, expect, test } from 'vitest';
import { replay } from '../prove.ts';
import { keptSeeds } from '../seeds.ts';
import { FAULTS, SHORT } from './adversary.ts';
import { differences, type Judged } from './judged.ts';
import { losesNothing, NETWORKS, staysTheSame } from './networks.ts';

/** Fewer learners and one case each: the thousand are in the long form. */
const VILLAGE = { pack: 'vereda', people: 10, weeks: 3, seed: '20260302' } as const;

describe('a programme over an adversarial network', () => {
  test('answers, homework and its parts, rolls, attendance and certificates are those over a perfect one', async () => {
    await staysTheSame({ ...VILLAGE, faults: SHORT });
  }, 300_000);

  test('days late: nothing is lost, and what came late is marked', async () => {
    await losesNothing({ ...VILLAGE, faults: FAULTS });
  }, 300_000);

  test('a record that is lost, doubled or another is told', () => {
    const of = (answers: readonly string[]) => ({ answers, homework: [] }) as unknown as Judged;
    expect(differences(of(['a', 'b']), of(['a', 'b']))).toEqual([]);
    expect(differences(of(['a', 'b']), of(['a']))).toEqual(['answers: lost b']);
    expect(differences(of(['a']), of(['a', 'a']))).toEqual(['answers: gained a']);
  });
});

const kept = NETWORKS.flatMap((suite) => keptSeeds(suite.name).map((seed) => ({ suite, ...seed })));
if (kept.length > 0)
  test.each(kept)('$file: $says', async ({ suite, ...seed }) => replay(suite as never, seed.case), 600_000);
