import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conformancePage } from '../prove/page.ts';
import { PROMISES } from '../prove/promises.ts';
import { TARGETS } from '../prove/targets/index.ts';

const TOP = join(import.meta.dirname, '../..');
const PAGE = join(TOP, 'docs/conformance.md');

test('docs/conformance.md is what the suites say', () => {
  const page = conformancePage();
  if (process.env['UPDATE_GOLDEN']) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});

test('every promise names a file that says its words', () => {
  for (const { test: file, words } of PROMISES)
    expect([file, words, readFileSync(join(TOP, file), 'utf8').includes(words)]).toEqual([file, words, true]);
});

test('the long form has a million cases, and each door is in the short form', () => {
  expect(TARGETS.reduce((sum, { long }) => sum + long, 0)).toBeGreaterThanOrEqual(1_000_000);
  for (const { short } of TARGETS) expect(short).toBeGreaterThan(0);
});
