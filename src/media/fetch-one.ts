import { createHash } from 'node:crypto';
import { point } from '../base/points.ts';
import type { Channel } from '../channels/port.ts';
import type { MediaRef } from '../domain/inbound.ts';
import { SIZE_LIMIT } from './limits.ts';
import type { Reason } from './reason.ts';
import { sniff } from './sniff.ts';
import { type Sound, soundOf } from './sound.ts';

/** Keeps bytes under a path relative to the media folder, whole or not at all. The same path holds the same bytes. */
export interface FileKeeper {
  put(path: string, bytes: Uint8Array): Promise<void>;
  /** What was kept there, for what is passed on to somebody; null when it is gone. Absent: nothing is ever passed on. */
  get?(path: string): Promise<Uint8Array | null>;
  /** Takes it off the disk, with what a broken download left beside it. What is not there is gone already. */
  remove?(path: string): Promise<void>;
}

export type Fetched =
  | {
      readonly state: 'kept';
      readonly path: string;
      readonly mime: string;
      readonly bytes: number;
      readonly sha256: string;
      /** Of a recording whose length can be told. */
      readonly sound?: Sound;
    }
  | { readonly state: 'refused'; readonly reason: Reason }
  /** Not now; `reason` is what stands on the row if it never works. `detail` is for the log. */
  | { readonly state: 'again'; readonly reason: Reason; readonly detail: string };

/** Downloads what a row's `ref` (JSON of MediaRef) names, looks at the bytes and keeps them by their hash. Never throws. */
export async function fetchOne(text: string, channel: Channel, keeper: FileKeeper): Promise<Fetched> {
  try {
    const ref = JSON.parse(text) as MediaRef;
    const opened = await channel.openMedia(ref, SIZE_LIMIT[ref.kind]);
    if (!opened.ok) {
      if (opened.retry) return { state: 'again', reason: 'unreachable', detail: opened.reason };
      return { state: 'refused', reason: /large|size/i.test(opened.reason) ? 'too-large' : 'gone' };
    }
    const { bytes } = opened;
    point('media.fetched');
    if (bytes.byteLength === 0) return { state: 'refused', reason: 'empty' };
    if (bytes.byteLength > SIZE_LIMIT[ref.kind]) return { state: 'refused', reason: 'too-large' };
    const hash = createHash('sha256').update(bytes).digest();
    // Meta gives the hash of the bytes in base64; a download that was cut short shows here.
    if (ref.sha256 && !sameHash(hash, ref.sha256)) return { state: 'again', reason: 'damaged', detail: 'hash differs' };
    const type = await sniff(bytes);
    if (!type) return { state: 'refused', reason: 'type' };
    const sha256 = hash.toString('hex');
    const path = `${sha256.slice(0, 2)}/${sha256}.${type.ext}`;
    await keeper.put(path, bytes);
    point('media.kept');
    const sound = ref.kind === 'voice' ? await soundOf(bytes, type.mime) : undefined;
    const kept = { state: 'kept', path, mime: type.mime, bytes: bytes.byteLength, sha256 } as const;
    return sound ? { ...kept, sound } : kept;
  } catch (error) {
    return { state: 'again', reason: 'unreachable', detail: String(error) };
  }
}

const sameHash = (hash: Buffer, declared: string): boolean =>
  declared === hash.toString('base64') || declared.toLowerCase() === hash.toString('hex');
