import type { OutMedia } from './outbound.ts';

/** An event for a lane, as a row keeps it. */
export interface WaitingEvent {
  readonly lane: string;
  readonly person: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What follows when a file that was sent to us is fetched: `kept` gets its path as `file`; `lost` is told instead. */
export interface ThenEvents {
  readonly kept: WaitingEvent;
  readonly lost: WaitingEvent;
}

/** Before the path of a file that somebody sent us, where otherwise a pack's stands (domain/outbound.ts OutMedia). */
export const KEPT = '@kept/';

const AS: Readonly<Record<string, OutMedia['kind']>> = {
  photo: 'image',
  voice: 'audio',
  video: 'video',
  document: 'document',
};

/** A file that somebody sent us, as it leaves for somebody else. Undefined for what carries nothing (a sticker). */
export function passedOn(kind: string, path: string): OutMedia | undefined {
  const as = AS[kind];
  return as && { kind: as, file: KEPT + path };
}
