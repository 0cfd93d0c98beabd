import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { judge } from './authors-example.ts';
import { playPage } from './authors-page.ts';
import type { Language } from './authors-words.ts';
import { made } from './made.ts';

/** Every page of a language, each done as its reader does it. A test file a language: they take turns at both processors. */
export function testPages(language: Language): void {
  const docs = join(import.meta.dirname, '../../docs/authors', language);
  // What is made from the code is compared with it, and its wrong examples are wrong.
  const isMade = (name: string) => readFileSync(join(docs, name), 'utf8').includes(made);
  const pages = readdirSync(docs).filter((name) => name.endsWith('.md') && name !== 'README.md' && !isMade(name));

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recado-manual-'));
    vi.stubEnv('LOG_LEVEL', 'silent');
    vi.stubEnv('PORT', '0');
    vi.stubEnv('RECADO_LANG', language);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(pages)('%s: commands print what it says, examples hold', { timeout: 60_000 }, async (name) => {
    const written = readFileSync(join(docs, name), 'utf8');
    const { page, wrong } = await playPage(written, folder, judge);
    expect(wrong).toEqual([]);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(join(docs, name), page);
    else expect(page).toBe(written);
  });
}
