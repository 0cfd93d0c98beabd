import { performance } from 'node:perf_hooks';
import { built, FOLDERS } from './built.ts';

const WEEKS = 12;
const SIZES = [10, 20, 30] as const;

/** A whole programme in virtual time, on the lossy network: seconds. */
export interface Rehearsed {
  readonly people: number;
  readonly cpu: number;
  readonly wall: number;
  readonly messages: number;
}

/** Three sizes, smallest first: what is compiled late is compiled in the first, which so looks dearer than it is. */
export async function rehearsals(): Promise<Rehearsed[]> {
  const { inRehearsal } = await built<typeof import('../src/assemble/rehearse.ts')>('assemble/rehearse.js');
  const all: Rehearsed[] = [];
  for (const people of SIZES) {
    const [used, began] = [process.cpuUsage(), performance.now()];
    const asked = { people, weeks: WEEKS, seed: '1', network: 'lossy', onWeek: async () => {} } as const;
    const messages = await inRehearsal(FOLDERS, 'llera', asked, async (_, wrote) => wrote);
    const { user, system } = process.cpuUsage(used);
    all.push({ people, cpu: (user + system) / 1e6, wall: (performance.now() - began) / 1_000, messages });
  }
  return all;
}
