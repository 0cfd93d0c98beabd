import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { blocksOf } from './authors-page.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const pages = ['authors', 'staff', 'operations'].flatMap((folder) =>
  readdirSync(join(DOCS, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(DOCS, folder, path)),
);
const read = (path: string) => readFileSync(path, 'utf8');

/** As code hosts make them of headings. */
const anchors = (page: string): string[] =>
  [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

test('every link of the manuals leads somewhere', () => {
  expect(pages.length).toBeGreaterThan(45);
  const broken = pages.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)].flatMap(([all, to = '', anchor]) => {
      const target = to === '' ? path : join(dirname(path), to);
      if (!existsSync(target)) return [`${path}: ${all}`];
      return anchor === undefined || anchors(read(target)).includes(anchor) ? [] : [`${path}: ${all}`];
    }),
  );
  expect(broken).toEqual([]);
});

test('Spanish and English have the same pages', () => {
  for (const folder of ['authors', 'staff', 'operations']) {
    // Its English twin is docs/issues.md.
    const alone = 'lo-que-dice-recado-check.md';
    const count = (language: string) =>
      readdirSync(join(DOCS, folder, language), { recursive: true }).filter((path) => path !== alone).length;
    expect(count('es')).toBe(count('en'));
  }
});

test('no block stands on a page without being run, made or meant for another shell', () => {
  const known = /^(console|sh|text|diff \S+|yaml( wrong [A-Z_]+| \S+\/\S+)?|transcript( \S+\/\S+)?)$/;
  const odd = pages
    .flatMap((path) => blocksOf(read(path)).map(({ info }) => `${path}: ${info}`))
    .filter((one) => !known.test(one.slice(one.indexOf(': ') + 2)));
  expect(odd).toEqual([]);
});
