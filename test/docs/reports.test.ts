import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DENOMINATORS } from '../../src/programme/denominators.ts';

test('docs/reports.md says what the denominators are in the words of the codebook', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/reports.md'), 'utf8');
  for (const { id, means } of DENOMINATORS) expect(page).toContain(`| ${id} | ${means} |`);
});
