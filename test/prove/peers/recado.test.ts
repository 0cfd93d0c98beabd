import { expect, test } from 'vitest';
import { CASES } from './cases.ts';
import { judge } from './judge.ts';
import { onRecado } from './recado.ts';

// The cases that docs/conformance.md shows beside BuilderBot; there they are played by `npm run prove -- --peers`.
test.each(CASES)('$name: $promise', async (one) => {
  const observed = await onRecado(one);
  expect(judge(one, observed)).toEqual([]);
});
