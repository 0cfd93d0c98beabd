import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocaleFile } from '../../src/locale/catalogue.ts';
import { createLexicon } from '../../src/locale/lexicon.ts';

const ROOT = join(import.meta.dirname, '../../locales');

/** Every locale file of the project, parsed. */
export const localeFiles: readonly LocaleFile[] = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: language }) =>
    readdirSync(join(ROOT, language))
      .filter((file) => file.endsWith('.json'))
      .map((file) => ({
        language,
        name: file.slice(0, -'.json'.length),
        entries: JSON.parse(readFileSync(join(ROOT, language, file), 'utf8')),
      })),
  );

export const lexiconOf = createLexicon(localeFiles);
