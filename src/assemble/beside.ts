import { systemClock } from '../base/clock.ts';
import { localDate } from '../domain/time.ts';
import type { Beside } from './mind.ts';
import { lookAtMedia } from './pack-media.ts';

/** What `recado check` knows beside the text of the packs: what their media are, and what day it is. */
export async function lookBeside(flows: string): Promise<Beside> {
  return { media: await lookAtMedia(flows), today: localDate(systemClock.now(), 'UTC') };
}
