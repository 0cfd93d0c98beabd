import { performance } from 'node:perf_hooks';
import type { Clock } from '../src/base/clock.ts';
import type { Inbox } from '../src/inbox/inbox.ts';
import type { Store } from '../src/store/port.ts';
import { built } from './built.ts';
import { saysHelp } from './people.ts';
import { percentile } from './rounds.ts';

/** Somebody writes so often: fifty messages a second. */
const EVERY = 20;

export interface Waited {
  /** Messages that were answered. */
  readonly messages: number;
  /** Milliseconds from the moment a message was due until its reply was on the disk. */
  readonly p50: number;
  readonly p99: number;
  readonly longest: number;
}

/** The inbox and the jobs as `recado start` has them, with people who write all the while. */
export async function whileTalking(
  store: Store,
  clock: Clock,
  work: (inbox: Inbox, jobs: { tick(): Promise<boolean> }) => Promise<void>,
  /** Messages that this database took in before. */
  before = 0,
): Promise<Waited> {
  const { createInbox } = await built<typeof import('../src/inbox/inbox.ts')>('inbox/inbox.js');
  const { createJobs } = await built<typeof import('../src/scheduler/jobs.ts')>('scheduler/jobs.js');
  const { silentLog } = await built<typeof import('../src/base/log.ts')>('base/log.js');
  let seeds = 0;
  const due: number[] = [];
  const waited: number[] = [];
  const deps = { store, clock, seed: () => `talk/${seeds++}`, log: silentLog };
  const nothing = () => {};
  const inbox = createInbox({
    ...deps,
    onOutbox: nothing,
    onMedia: nothing,
    onJobs: nothing,
    // Hers are the only messages, so the nth of the inbox is the nth she wrote.
    onBatch: ({ turns }) => {
      for (const { from, id, state } of turns)
        if (from === 'inbox' && state === 'done') waited.push(performance.now() - due[Number(id) - 1 - before]!);
    },
  });
  const jobs = createJobs({ ...deps, onDone: () => inbox.wake() });

  const began = performance.now();
  let talking = true;
  // Evenly due, whether or not the thread had time: what it kept her waiting counts.
  const talk = (): void => {
    if (!talking) return;
    for (let at = began + due.length * EVERY; at <= performance.now(); at += EVERY) {
      due.push(at);
      void inbox.accept([saysHelp(before + due.length - 1, clock.now())]);
    }
    setTimeout(talk, Math.max(0, began + due.length * EVERY - performance.now()));
  };
  talk();
  await work(inbox, jobs);
  talking = false;
  await inbox.worker.tick();
  await inbox.worker.stop();
  await jobs.stop();
  if (waited.length !== due.length) throw new Error(`Of ${due.length} messages ${waited.length} were answered.`);
  return {
    messages: due.length,
    p50: percentile(waited, 0.5),
    p99: percentile(waited, 0.99),
    longest: Math.max(...waited),
  };
}
