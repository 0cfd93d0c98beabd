import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readCatalogues, readPacks, type TextFile } from '../files.ts';
import type { FlowSource } from '../flow/library.ts';
import { type LocaleFile, SHARED_CATALOGUES } from '../locale/catalogue.ts';
import { TOP } from './top.ts';

/** Everything that steers a conversation, as plain data: it crosses to the store's thread, also on reload. */
export interface Packs {
  readonly files: readonly TextFile[];
  /** Paths of media files: the checker wants to know that they are there. */
  readonly media: readonly string[];
  readonly locales: readonly LocaleFile[];
  /** Versions of flows that were loaded before. */
  readonly old: readonly FlowSource[];
}

/**
 * The catalogues of an installation's folder over those of the product: it need hold only its packs' translations and the words
 * it has changed, and need not be there at all.
 */
export function cataloguesOf(folder: string): readonly LocaleFile[] {
  const own = existsSync(folder) ? readCatalogues(folder) : [];
  const has = new Set(own.map(({ language, name }) => `${language}/${name}`));
  return [...own, ...shippedCatalogues().filter(({ language, name }) => !has.has(`${language}/${name}`))];
}

/** Those of the product itself. */
export const shippedCatalogues = (): readonly LocaleFile[] =>
  readCatalogues(join(TOP, 'locales')).filter(({ name }) => SHARED_CATALOGUES.test(name));

/** Reads the packs and the catalogues from disk. Throws FOLDER_UNREADABLE or CATALOGUE_INVALID. */
export function readAll(
  folders: { readonly flows: string; readonly locales: string },
  old: readonly FlowSource[] = [],
): Packs & { readonly transcripts: readonly TextFile[] } {
  const { files, media, transcripts } = readPacks(folders.flows);
  return { files, media, locales: cataloguesOf(folders.locales), old, transcripts };
}
