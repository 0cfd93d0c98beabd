import { performance } from 'node:perf_hooks';
import type { Clock } from '../src/base/clock.ts';
import type { Inbox } from '../src/inbox/inbox.ts';
import type { Store } from '../src/store/port.ts';
import { built } from './built.ts';
import { saysHelp } from './people.ts';
import { percentile } from './rounds.ts';

/** She writes so often: more than any one learner, as much as fifty who talk at once. */
const EVERY = 20;

export interface Waited {
  /** Messages of hers that were answered. */
  readonly messages: number;
  /** Milliseconds from the moment she was due to write until her turn was on the disk. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** The inbox and the jobs as `recado start` has them, with somebody who writes all the while. */
export async function whileTalking(
  store: Store,
  clock: Clock,
  work: (inbox: Inbox, jobs: { tick(): Promise<boolean> }) => Promise<void>,
): Promise<Waited> {
  const { createInbox } = await built<typeof import('../src/inbox/inbox.ts')>('inbox/inbox.js');
  const { createJobs } = await built<typeof import('../src/scheduler/jobs.ts')>('scheduler/jobs.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  let seeds = 0;
  let answered = 0;
  const deps = { store, clock, seed: () => `talk/${seeds++}`, log: silentLog };
  const nothing = () => {};
  const inbox = createInbox({
    ...deps,
    onOutbox: nothing,
    onMedia: nothing,
    onJobs: nothing,
    onBatch: ({ turns }) => (answered += turns.filter(({ from, state }) => from === 'inbox' && state === 'done').length),
  });
  const jobs = createJobs({ ...deps, onDone: () => inbox.wake() });

  const waited: number[] = [];
  const under = new Set<Promise<unknown>>();
  const began = performance.now();
  let said = 0;
  let talking = true;
  // Evenly due, whether or not the thread had time: what it kept her waiting counts.
  const talk = (): void => {
    if (!talking) return;
    for (; began + said * EVERY <= performance.now(); said++) {
      const due = began + said * EVERY;
      const one = inbox.accept([saysHelp(said, clock.now())]).then(() => waited.push(performance.now() - due));
      under.add(one);
      void one.then(() => under.delete(one));
    }
    setTimeout(talk, Math.max(0, began + said * EVERY - performance.now()));
  };
  talk();
  await work(inbox, jobs);
  talking = false;
  await Promise.all(under);
  await inbox.worker.stop();
  await jobs.stop();
  if (answered < said) throw new Error(`She wrote ${said} times and was answered ${answered} times.`);
  return {
    messages: said,
    p50: percentile(waited, 0.5),
    p99: percentile(waited, 0.99),
    longest: Math.max(...waited),
  };
}
