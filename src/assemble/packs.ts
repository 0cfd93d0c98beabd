import { readCatalogues, readPacks, type TextFile } from '../files.ts';
import type { FlowSource } from '../flow/library.ts';
import type { LocaleFile } from '../locale/catalogue.ts';

/** Everything that steers a conversation, as plain data: it crosses to the store's thread, also on reload. */
export interface Packs {
  readonly files: readonly TextFile[];
  /** Paths of media files: the checker wants to know that they are there. */
  readonly media: readonly string[];
  readonly locales: readonly LocaleFile[];
  /** Versions of flows that were loaded before. */
  readonly old: readonly FlowSource[];
}

/** Reads the packs and the catalogues from disk. Throws FOLDER_UNREADABLE or CATALOGUE_INVALID. */
export function readAll(
  folders: { readonly flows: string; readonly locales: string },
  old: readonly FlowSource[] = [],
): Packs & { readonly transcripts: readonly TextFile[] } {
  const { files, media, transcripts } = readPacks(folders.flows);
  return { files, media, locales: readCatalogues(folders.locales), old, transcripts };
}
