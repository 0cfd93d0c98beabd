import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { judge } from './authors-example.ts';
import { playPage } from './authors-page.ts';

const DOCS = join(import.meta.dirname, '../../docs/authors');
const pages = ['es', 'en'].flatMap((language) =>
  readdirSync(join(DOCS, language))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${language}/${name}`),
);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recado-manual-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

test.each(pages)('%s: every command prints what the page says, every example holds', { timeout: 60_000 }, async (name) => {
  for (const [setting, value] of Object.entries({ LOG_LEVEL: 'silent', PORT: '0' })) vi.stubEnv(setting, value);
  const path = join(DOCS, name);
  const written = readFileSync(path, 'utf8');
  const { page, wrong } = await playPage(written, folder, judge);
  expect(wrong).toEqual([]);
  if (process.env['UPDATE_GOLDEN']) writeFileSync(path, page);
  else expect(page).toBe(written);
});
