import { type Backoff, backoff } from '../base/backoff.ts';
import { type Clock, type Millis, SECOND } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { point } from '../base/points.ts';
import { seededRandom } from '../base/random.ts';
import type { Wake, Worker } from '../base/worker.ts';
import { type DueJob, jobFailed, nextJob } from '../store/jobs.ts';
import { type Operation, operationName, type Store } from '../store/port.ts';

export interface JobsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly seed: () => string;
  readonly log: Log;
  /** An operation was done: there may be events to turn, messages to send and jobs to do. */
  readonly onDone: Wake;
}

const AGAIN: Backoff = { first: SECOND, factor: 5, cap: 300 * SECOND };
/** What fails so often will fail again. */
const TRIES = 4;

/**
 * Runs the operations that turns asked for, and those that waited for their hour, one at a time and in order. Each writes
 * its own end in its own commit (programme/job.ts), so a crash between two of them repeats nothing.
 */
export function createJobs({ store, clock, seed, log, onDone }: JobsDeps): Worker & { wake(): void } {
  let running: Promise<boolean> | undefined;
  let again = false;
  let stopping = false;

  const operate = <I, O>(operation: Operation<I, O>, input: I): Promise<O> =>
    store.operate(operationName(operation), input, { now: clock.now(), seed: seed() });

  function run(): Promise<boolean> {
    again = true;
    running ??= work().finally(() => {
      running = undefined;
      if (again && !stopping) void run();
    });
    return running;
  }

  async function work(): Promise<boolean> {
    let did = false;
    try {
      while (!stopping) {
        again = false;
        const { job } = await operate(nextJob, {});
        if (!job) return did;
        point('job.taken');
        await one(job);
        point('job.done');
        did = true;
        onDone();
      }
    } catch (error) {
      log.error({ error: String(error) }, 'jobs could not be read; tried again');
    }
    return did;
  }

  async function one({ id, workspace, lane, person, operation, input, tries }: DueJob): Promise<void> {
    try {
      const whole = { ...(JSON.parse(input) as object), job: { id, workspace, lane, person } };
      await store.operate({ name: operation }, whole, { now: clock.now(), seed: seed() });
    } catch (error) {
      const code = error instanceof RecadoError ? error.code : 'UNKNOWN';
      const n = tries + 1;
      log.error({ job: id, operation, code, tries: n, error: String(error) }, 'a job did not work');
      const wait = backoff(n, AGAIN, seededRandom(seed()));
      await operate(jobFailed, { id, code, tries: n, ...(n < TRIES ? { again: clock.now() + wait } : {}) });
    }
  }

  return {
    name: 'jobs',
    wake: () => void run(),
    tick: run,
    async nextDue(): Promise<Millis | null> {
      while (running) await running;
      if (stopping) return null;
      try {
        return (await operate(nextJob, {})).dueAt;
      } catch {
        return clock.now() + SECOND;
      }
    },
    async stop() {
      stopping = true;
      while (running) await running;
    },
  };
}
