import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ERRORS } from '../../src/base/errors.ts';
import { SETTINGS } from '../../src/config.ts';

const page = (name: string) => readFileSync(join(import.meta.dirname, '../../docs', name), 'utf8');

test('every error code has its paragraph, and no paragraph stands for a code that is gone', () => {
  const told = [...page('errors.md').matchAll(/^## ([A-Z_]+)$/gm)].map((match) => match[1]!);
  expect(told).toEqual(Object.keys(ERRORS).sort());
});

test('every setting stands in the operations page, and none that is gone', () => {
  const told = [...page('operations.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map((match) => match[1]!);
  expect([...told].sort()).toEqual([...SETTINGS].sort());
});
