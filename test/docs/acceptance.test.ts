import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TOP = join(import.meta.dirname, '../..');

test('every row of the acceptance page names a file that says its words', () => {
  const rows = readFileSync(join(TOP, 'docs/acceptance.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /\| ((?:test|flows)\/\S+) \| `([^`]+)` \|$/.exec(line);
      return found ? [{ file: found[1]!, words: found[2]! }] : [];
    });
  expect(rows.length).toBeGreaterThan(25);
  for (const { file, words } of rows)
    expect([file, readFileSync(join(TOP, file), 'utf8').includes(words)]).toEqual([file, true]);
});
