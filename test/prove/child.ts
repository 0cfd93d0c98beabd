import { prove } from './prove.ts';
import { SUITES } from './suites.ts';

/** One chunk to run, as the parent asks for it. `careful` tells of each case before it runs. */
export interface Asked {
  readonly target: string;
  readonly seed: number;
  readonly runs: number;
  readonly careful: boolean;
}
/** What the parent hears: that a case begins, or what came of the chunk. */
export type Told =
  | { readonly run: number }
  | { readonly done: true; readonly found?: Awaited<ReturnType<typeof prove>>; readonly rss: number };

/** Often enough to see a hang, seldom enough to cost nothing. */
const TELL_EVERY = 250;

process.on('message', (asked: Asked) => void run(asked));

async function run({ target, seed, runs, careful }: Asked): Promise<void> {
  const tell = (told: Told) => process.send!(told);
  let last = 0;
  const found = await prove(SUITES.find(({ name }) => name === target)!, seed, runs, (nth) => {
    const now = performance.now();
    if (!careful && now - last < TELL_EVERY) return;
    last = now;
    tell({ run: nth });
  });
  tell({ done: true, ...(found ? { found } : {}), rss: process.memoryUsage.rss() });
}
