import { describe, expect, test } from 'vitest';
import { prove, replay } from './prove.ts';
import { keptSeeds } from './seeds.ts';
import { TARGETS } from './targets/index.ts';

/** The same cases at every run, so that a red test is nobody's bad luck; `PROVE_SEED` tries others. */
const SEED = Number(process.env['PROVE_SEED'] ?? 20_260_302);

describe.each(TARGETS)('$name: $promise', (target) => {
  test('new cases', async () => {
    expect(await prove(target, SEED, target.short)).toBeUndefined();
  }, 120_000);

  const seeds = keptSeeds(target.name);
  if (seeds.length > 0)
    test.each(seeds)(
      '$file: $says',
      async (kept) => {
        await replay(target, kept.case);
      },
      60_000,
    );
});

test('a promise that is broken is found, made small and told', async () => {
  const [sms] = TARGETS.filter(({ name }) => name === 'sms');
  const lying = {
    ...sms!,
    open: async () => ({
      holds: ({ text }: { text: string }) => {
        if (text.includes('ñ')) throw new Error('no ñ');
      },
    }),
  };
  const found = await prove(lying as never, 1, 2_000);
  expect(found).toMatchObject({ target: 'sms', says: 'Error: no ñ', seed: 1, case: { text: 'ñ' } });
  await expect(replay(lying as never, found!.case)).rejects.toThrow('no ñ');
});
