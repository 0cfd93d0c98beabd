import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STAFF_VERBS } from '../../src/assemble/capabilities.ts';
import type { Role } from '../../src/programme/on-duty.ts';
import { lexiconOf } from '../locale/files.ts';
import { withExcerpts, writtenOn } from './staff-guide.ts';

const DOCS = join(import.meta.dirname, '../../docs/staff');
/** Which roles a page is for: what only the focal point and her deputy write stands on that of the coordinators. */
const PAGES: Readonly<Record<string, { language: string; roles: readonly Role[] }>> = {
  'es/coordinadora.md': { language: 'es', roles: ['coordinator', 'focal', 'deputy'] },
  'es/facilitadora.md': { language: 'es', roles: ['facilitator'] },
  'en/coordinator.md': { language: 'en', roles: ['coordinator', 'focal', 'deputy'] },
  'en/facilitator.md': { language: 'en', roles: ['facilitator'] },
};

/** The verb that a line begins with; undefined where it begins with none. */
function verbOf(line: string, language: string): string | undefined {
  const words = line.toLowerCase().split(/[\s:]+/);
  const staff = new Map([...lexiconOf(language).staff].map(([word, verb]) => [word.toLowerCase(), verb]));
  return [3, 2, 1].map((n) => staff.get(words.slice(0, n).join(' '))).find((verb) => verb !== undefined);
}

describe.each(Object.entries(PAGES))('%s', (name, { language, roles }) => {
  const path = join(DOCS, name);
  const page = readFileSync(path, 'utf8');

  test('its excerpts are what the transcripts say', () => {
    const filled = withExcerpts(page, language);
    if (process.env['UPDATE_GOLDEN']) writeFileSync(path, filled);
    expect(readFileSync(path, 'utf8')).toBe(filled);
    expect([...page.matchAll(/^<!-- from /gm)].length).toBe([...page.matchAll(/^```text$/gm)].length);
  });

  test('every verb of who reads it is shown, and none that she may not write', () => {
    const filled = withExcerpts(page, language);
    const shown = new Set(writtenOn(filled).flatMap((line) => verbOf(line, language) ?? []));
    const hers = STAFF_VERBS.filter((verb) => !verb.roles || roles.some((role) => verb.roles!.includes(role)));
    expect([...shown].toSorted()).toEqual(hers.map((verb) => verb.name).toSorted());
  });

  test('what is written in capitals is a verb', () => {
    const odd = writtenOn(withExcerpts(page, language)).filter(
      (line) => /^\p{Lu}{3,}/u.test(line) && verbOf(line, language) === undefined,
    );
    expect(odd).toEqual([]);
  });
});
