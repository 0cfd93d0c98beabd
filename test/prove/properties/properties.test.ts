import { describe, expect, test } from 'vitest';
import { prove, replay } from '../prove.ts';
import { keptSeeds } from '../seeds.ts';
import { PROPERTIES } from './index.ts';

/** The same cases at every run, so that a red test is nobody's bad luck; `PROVE_SEED` tries others. */
const SEED = Number(process.env['PROVE_SEED'] ?? 20_260_302);

describe.each(PROPERTIES)('$name: $promise', (property) => {
  test('new cases', async () => {
    expect(await prove(property, SEED, property.short)).toBeUndefined();
  }, 120_000);

  const seeds = keptSeeds(property.name);
  if (seeds.length > 0) test.each(seeds)('$file: $says', async (kept) => replay(property, kept.case), 60_000);
});
