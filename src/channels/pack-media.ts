import type { OutMedia } from '../domain/outbound.ts';

/** A file of a pack, read when it is sent. */
export interface PackFile {
  readonly bytes: Uint8Array;
  readonly mime: string;
  readonly name: string;
}

/** How a channel gets at the pictures and voice notes of a pack. Given by `assemble`. */
export interface PackMedia {
  /** The bytes, or null when the file is no longer there. */
  read(media: OutMedia): Promise<PackFile | null>;
  /** A single-use, expiring public link (`GET /media/:token`), or null where we have no public address. */
  link(media: OutMedia): Promise<string | null>;
}

/** Where packs have no media: text forms are sent. */
export const noPackMedia: PackMedia = { read: async () => null, link: async () => null };
