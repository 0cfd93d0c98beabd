import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/config.ts';
import { apiPage } from './api-page.ts';
import { errorsPage, issuesPage, issuesPageEs, segmentsPage, staffPage, verbsPage } from './pages.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const PAGES = {
  'api.md': apiPage,
  'errors.md': errorsPage,
  'authors/es/lo-que-dice-recado-check.md': issuesPageEs,
  'issues.md': issuesPage,
  'segments-llera.md': segmentsPage,
  'staff.md': staffPage,
  'verbs.md': verbsPage,
};

describe('pages made from the code say what the code says', () => {
  test.each(Object.entries(PAGES))('%s', (name, render) => {
    const path = join(DOCS, name);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, render());
    expect(readFileSync(path, 'utf8')).toBe(render());
  });
});

test('every setting stands in the operations page, and none that is gone', () => {
  const told = [...readFileSync(join(DOCS, 'operations.md'), 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    (match) => match[1]!,
  );
  expect([...told].sort()).toEqual([...SETTINGS].sort());
});
