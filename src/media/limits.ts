import type { Backoff } from '../base/backoff.ts';
import { HOUR, MINUTE, type Millis, SECOND } from '../base/clock.ts';
import type { MediaRef } from '../domain/inbound.ts';

const MB = 1024 * 1024;

/** WhatsApp's own limits (CHANNELS §3.9: 16 MB, images 5 MB). Anything larger was not made by a phone's chat. */
export const SIZE_LIMIT: Readonly<Record<MediaRef['kind'], number>> = {
  photo: 5 * MB,
  sticker: 5 * MB,
  voice: 16 * MB,
  video: 16 * MB,
  document: 16 * MB,
};

/** Files in memory at once: four of 16 MB are what a small box can spare. */
export const AT_ONCE = 4;
/** Eleven tries spread over most of a day; Meta keeps media for seven (CHANNELS §2.3). */
export const TRIES_TO_FETCH = 11;
export const FETCH_AGAIN: Backoff = { first: 5 * SECOND, factor: 4, cap: 3 * HOUR };
/** A fetch that a crash cut off is taken up again after so long. */
export const LEASE: Millis = 10 * MINUTE;
