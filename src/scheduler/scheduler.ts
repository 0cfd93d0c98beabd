import { type Clock, type Millis, SECOND } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { Rest } from '../base/rest.ts';
import type { Worker } from '../base/worker.ts';
import { nextTimer } from '../store/pending.ts';
import { operationName, type Store } from '../store/port.ts';

export interface SchedulerDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly seed: () => string;
  readonly log: Log;
  /** Works what is pending (the inbox's tick): true when turns were made. */
  readonly onDue: () => Promise<boolean>;
}

/** When turns cannot be written, or the timers not be read: not in a tight loop. */
const AGAIN: Millis = SECOND;

/** Knows when the next timer is due and has the inbox work it then. It never moves a learner itself. */
export function createScheduler({ store, clock, seed, log, onDue }: SchedulerDeps): Worker {
  const rest = new Rest();
  let stopped = false;

  const next = async (): Promise<Millis | null> =>
    (await store.operate(operationName(nextTimer), {}, { now: clock.now(), seed: seed() })).dueAt;

  async function tick(): Promise<boolean> {
    if (stopped || rest.isOn(clock.now())) return false;
    try {
      const dueAt = await next();
      if (dueAt === null || dueAt > clock.now()) return false;
      const did = await onDue();
      if (!did) rest.begin(clock.now(), AGAIN);
      return did;
    } catch (error) {
      rest.begin(clock.now(), AGAIN);
      log.error({ error: String(error) }, 'timers could not be read; tried again');
      return false;
    }
  }

  return {
    name: 'scheduler',
    tick,
    async nextDue() {
      if (stopped) return null;
      try {
        const dueAt = await next();
        return dueAt === null ? null : Math.max(dueAt, rest.until(clock.now()));
      } catch {
        return Math.max(rest.until(clock.now()), clock.now() + AGAIN);
      }
    },
    async stop() {
      stopped = true;
    },
  };
}
