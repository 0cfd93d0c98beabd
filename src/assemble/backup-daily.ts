import { type Clock, HOUR, type Millis } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { Rest } from '../base/rest.ts';
import type { Worker } from '../base/worker.ts';
import { addDays, localDate, localMoment } from '../domain/time.ts';
import { besides, spawnWorker } from '../store/worker/spawn.ts';
import { fromWire } from '../store/worker/wire.ts';
import { newestIn } from './backup-kept.ts';
import type { BackupData, BackupReply } from './backup-worker.ts';

export interface DailyDeps {
  readonly backup: BackupData;
  /** `03:30`, in `zone`. */
  readonly at: string;
  readonly zone: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes it; in production in a thread of its own. */
  readonly make?: (data: BackupData) => Promise<{ readonly bytes: number; readonly removed: number }>;
}

/** After a failure, a full disk say. `recado doctor` and the log tell meanwhile. */
const AGAIN: Millis = HOUR;

/** A backup a day, at an hour when nobody is about. One that was missed is made at the next start; none is made before the first hour. */
export function createDailyBackup({ backup, at, zone, clock, log, make = elsewhere }: DailyDeps): Worker {
  const resting = new Rest();
  let running: Promise<boolean> | undefined;
  const lastOf = (): Millis | undefined => newestIn(backup.folder)?.manifest.takenAt;
  /** When the last was made that is known of; the folder, which others may fill, is looked at when one is due. */
  let last = lastOf() ?? clock.now();

  const next = (): Millis => {
    const today = localDate(last, zone);
    const sameDay = localMoment(today, at, zone);
    const due = sameDay > last ? sameDay : localMoment(addDays(today, 1), at, zone);
    return Math.max(due, resting.until(clock.now()));
  };

  async function run(): Promise<boolean> {
    try {
      const { bytes, removed } = await make(backup);
      last = lastOf() ?? last;
      log.info({ megabytes: Math.round(bytes / 1e6), removed }, 'backed up and checked');
      return true;
    } catch (error) {
      resting.begin(clock.now(), AGAIN);
      log.error({ err: error }, 'the daily backup was not made; tried again in an hour');
      return false;
    }
  }

  return {
    name: 'backup',
    async tick() {
      if (next() > clock.now()) return false;
      last = lastOf() ?? last;
      if (next() > clock.now()) return false; // somebody made one by hand
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
    nextDue: async () => next(),
    /** What is under way is ended with the process: it has no name yet, and its rest goes with the next. */
    async stop() {},
  };
}

function elsewhere(data: BackupData): Promise<{ readonly bytes: number; readonly removed: number }> {
  return new Promise((resolve, reject) => {
    const worker = spawnWorker(besides(import.meta.url, './backup-worker'), data);
    worker.unref();
    worker.once('message', (reply: BackupReply) => ('error' in reply ? reject(fromWire(reply.error)) : resolve(reply)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}
