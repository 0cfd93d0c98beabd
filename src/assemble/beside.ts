import { systemClock } from '../base/clock.ts';
import { localDate } from '../domain/time.ts';
import { listFiles } from '../files.ts';
import type { Beside } from './mind.ts';
import { lookAtMedia } from './pack-media.ts';

/** What `recado check` knows beside the text of the packs: what their media are, what lies among them, and what day it is. */
export async function lookBeside(flows: string): Promise<Beside> {
  return {
    media: await lookAtMedia(flows),
    otherPaths: listFiles(flows).filter((path) => !/\.ya?ml$|\/media\/|\/transcripts\/.*\.txt$/.test(path)),
    today: localDate(systemClock.now(), 'UTC'),
  };
}
