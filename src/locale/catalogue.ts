import { z } from 'zod';
import { RecadoError } from '../base/errors.ts';
import type { Said } from './sentence.ts';

/**
 * A file of system texts: `locales/<language>/system.json`, and `system.tu.json` with only those texts that sound different
 * where a programme says tú. Both are one flat object, key → text. A text is a string, or `{ "text": …, "sms": … }` where
 * SMS needs other words (shorter, or naming a word to write where WhatsApp shows a button); accents are never dropped by
 * hand. Keys are lower-case words joined by dots and dashes (`menu.title`). A text that counts has two keys, `<key>_one`
 * and `<key>_other`. `{{name}}` is filled in; `{{name|vecina}}` says what stands where it is empty.
 */
const ENTRY = z.union([
  z.string().min(1),
  z.strictObject({ text: z.string().min(1), sms: z.string().min(1).optional() }),
]);
const ENTRIES = z.record(
  z
    .string()
    .regex(/^[a-z0-9]+([._-][a-z0-9]+)*(_one|_other)?$/i, 'a key is words joined by dots, dashes and underscores'),
  ENTRY,
);

export type Entry = z.infer<typeof ENTRY>;

/** The system texts of one language; without `address` those in usted, which stand for all. */
export interface Catalogue {
  readonly language: string;
  readonly address?: 'usted' | 'tu';
  readonly entries: Readonly<Record<string, Entry>>;
}

/** A parsed JSON file of `locales/<language>/<name>.json`. */
export interface LocaleFile {
  readonly language: string;
  readonly name: string;
  readonly entries: unknown;
  /** Of a translation of a pack: the file as written, and why there are no entries. */
  readonly path?: string;
  readonly text?: string;
  readonly problem?: FileProblem;
}

/** Why a file could not be read, as an issue of the pack; `at` is an offset in its text. */
export interface FileProblem {
  readonly code: 'TRANSLATION_SYNTAX' | 'FILE_NOT_TEXT' | 'FILE_TOO_BIG';
  readonly message: Said;
  readonly fix?: Said;
  readonly at?: number;
}

/** Files that every programme shares; any other is the translation of a pack. */
export const SHARED_CATALOGUES = /^(system|system\.tu|words|issues|tools|errors|help)$/;

/** Picks the system texts out of all locale files and checks them. Throws CATALOGUE_ENTRY. */
export function systemCatalogues(files: readonly LocaleFile[]): readonly Catalogue[] {
  return files
    .filter(({ name }) => name === 'system' || name === 'system.tu')
    .map((file) => ({
      language: file.language,
      address: file.name === 'system.tu' ? 'tu' : 'usted',
      entries: checked(ENTRIES, file),
    }));
}

/**
 * What the author's tools say: `issues.json` of what is found in a pack, under its codes, and `tools.json` of the commands.
 * Together they are one catalogue a language. Throws CATALOGUE_ENTRY.
 */
export function toolCatalogues(files: readonly LocaleFile[]): readonly Catalogue[] {
  const own = files.filter(({ name }) => name === 'issues' || name === 'tools');
  return [...new Set(own.map(({ language }) => language))].map((language) => ({
    language,
    entries: Object.assign(
      {},
      ...own.filter((file) => file.language === language).map((file) => checked(ENTRIES, file)),
    ) as Catalogue['entries'],
  }));
}

/** A locale file as its schema says, or CATALOGUE_ENTRY with what is wrong. */
export function checked<T>(schema: z.ZodType<T>, file: LocaleFile): T {
  const parsed = schema.safeParse(file.entries);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new RecadoError('CATALOGUE_ENTRY', {
    path: `${file.language}/${file.name}.json`,
    problems: problems.slice(0, 5).join('; '),
  });
}
