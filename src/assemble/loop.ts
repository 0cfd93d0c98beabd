import { type Clock, type Millis, SECOND } from '../base/clock.ts';
import type { Worker } from '../base/worker.ts';

/** Nothing sleeps longer than this without a look: clocks are set, machines are suspended. */
const LOOK_AGAIN: Millis = 5 * SECOND;
/** At least so long between looks at a queue that says it is due and does nothing. */
const BREATH: Millis = 20;

/**
 * Drives the queues by the real clock: each sleeps until its next due time. Wakes come to the workers directly; this
 * loop is what brings time to them. Returns how to stop it.
 */
export function drive(workers: readonly Worker[], clock: Clock): () => Promise<void> {
  let stopping = false;
  const sleeping = new Set<() => void>();

  function sleep(ms: Millis): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        sleeping.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      sleeping.add(done);
    });
  }

  async function work(worker: Worker): Promise<void> {
    while (!stopping) {
      const did = await worker.tick();
      if (stopping) return;
      const next = did ? clock.now() : await worker.nextDue();
      if (stopping) return; // a sleep begun now would not be woken
      const wait = next === null ? LOOK_AGAIN : Math.min(Math.max(next - clock.now(), BREATH), LOOK_AGAIN);
      await sleep(did ? 0 : wait);
    }
  }

  const running = workers.map(work);
  return async () => {
    stopping = true;
    for (const done of [...sleeping]) done();
    await Promise.all(workers.map((worker) => worker.stop()));
    await Promise.all(running);
  };
}
