import { readFile } from 'node:fs/promises';
import { basename, join, normalize, sep } from 'node:path';
import { type Clock, HOUR, type Millis } from '../base/clock.ts';
import type { PackFile, PackMedia } from '../channels/pack-media.ts';
import { KEPT } from '../domain/kept.ts';
import type { OutMedia } from '../domain/outbound.ts';

/** Twilio fetches within minutes of a send, and queues WhatsApp for at most 4 h (CHANNELS §3.4). */
const LINK_LIFE: Millis = 4 * HOUR;
const LINKS_MOST = 10_000;

const MIME: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  amr: 'audio/amr',
  m4a: 'audio/mp4',
  '3gp': 'video/3gpp',
  mp4: 'video/mp4',
  pdf: 'application/pdf',
};

/**
 * Pictures and voice notes of packs, and what somebody sent us for somebody else: bytes for Meta's upload, single-use links for Twilio. Links live in memory: after
 * a restart Twilio's fetch fails, its status says so, and the text form goes out.
 */
export function createMediaLinks(options: {
  readonly flows: string;
  /** Bytes that somebody sent us. */
  readonly kept: (path: string) => Promise<Uint8Array | null>;
  readonly publicUrl: string | undefined;
  readonly clock: Clock;
  readonly token: () => string;
}): PackMedia & {
  read(media: Pick<OutMedia, 'file'>): Promise<PackFile | null>;
  take(token: string): Promise<PackFile | null>;
} {
  const { flows, publicUrl, clock, token } = options;
  const links = new Map<string, { readonly media: OutMedia; readonly until: Millis }>();

  async function read({ file }: Pick<OutMedia, 'file'>): Promise<PackFile | null> {
    const passed = file.startsWith(KEPT);
    const path = normalize(passed ? file.slice(KEPT.length) : file);
    if (path.startsWith('..') || path.startsWith(sep)) return null;
    try {
      const bytes = passed ? await options.kept(path) : await readFile(join(flows, path));
      if (bytes === null) return null;
      return { bytes, mime: MIME[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream', name: basename(path) };
    } catch {
      return null; // the file went with an edit of the pack: the text form is sent
    }
  }

  return {
    read,
    async link(media) {
      if (publicUrl === undefined || (await read(media)) === null) return null;
      const key = token();
      links.set(key, { media, until: clock.now() + LINK_LIFE });
      if (links.size > LINKS_MOST) links.delete(links.keys().next().value!);
      return `${publicUrl}/media/${key}`;
    },
    async take(key) {
      const link = links.get(key);
      links.delete(key);
      return link && link.until > clock.now() ? read(link.media) : null;
    },
  };
}
