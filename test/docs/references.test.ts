import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const TOP = join(import.meta.dirname, '../..');
const PAGES = { DESIGN: 'design.md', CHANNELS: 'channels.md' } as const;

/** `DESIGN §2.1` and `CHANNELS.md §1.5` as comments cite them. */
function cited(): Set<string> {
  const folders = ['src', 'test', 'bench'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(TOP, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(TOP, folder, path)),
  );
  const found = files
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('references.test.ts'))
    .flatMap((path) => [
      ...readFileSync(path, 'utf8').matchAll(/\b(DESIGN|CHANNELS)(?:\.md)? ((?:§[\d.]*\d(?:,? ?))+)/g),
    ])
    .flatMap((match) => [...match[2]!.matchAll(/§([\d.]*\d)/g)].map((section) => `${match[1]} ${section[1]}`));
  return new Set(found);
}

test('every section that a comment names stands in the docs', () => {
  const known = Object.entries(PAGES).flatMap(([name, page]) =>
    [...readFileSync(join(TOP, 'docs', page), 'utf8').matchAll(/^##+ ([\d.]+) /gm)].map(
      (heading) => `${name} ${heading[1]}`,
    ),
  );
  const all = cited();
  expect(all.size).toBeGreaterThan(20);
  expect([...all].filter((section) => !known.includes(section))).toEqual([]);
});
