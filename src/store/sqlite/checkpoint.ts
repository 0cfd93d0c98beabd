import type { Worker } from 'node:worker_threads';
import { besides, spawnWorker } from '../worker/spawn.ts';
import type { Db } from './faults.ts';

/** The log is looked at after so many commits; a look costs a microsecond. */
const LOOK_EVERY_COMMITS = 8;
/** So many pages (16 MB) wait before they are copied back: a page written again meanwhile is copied once. */
const PAGES_WAITING = 4_000;

export interface Checkpoints {
  /** After each commit. Never throws. */
  committed(): void;
  /** Resolves when nobody else holds the database open. */
  close(): Promise<void>;
}

/**
 * Copies the WAL back into the database on a thread of its own, started when there is first something to copy: done by
 * the writer it stops every acknowledgement for 25 ms and more. SQLite lets one connection write while another copies.
 * What was written meanwhile, a few pages, the writer copies itself: the log begins anew only when all of it is copied.
 * Where the thread fails, the writer does everything (`wal_autocheckpoint` in connect.ts).
 */
export function createCheckpoints(db: Db): Checkpoints {
  const look = db.prepare('pragma wal_checkpoint(noop)').raw();
  const finish = db.prepare('pragma wal_checkpoint(passive)').raw();
  let worker: Worker | undefined;
  let commits = 0;
  let copying = false;
  let over = false;

  function start(): Worker {
    const started = spawnWorker(besides(import.meta.url, './checkpoint-thread'), { path: db.name });
    started.on('message', () => {
      copying = false;
      if (!over && !db.inTransaction) quietly(() => finish.get());
    });
    started.on('error', () => {
      over = true;
    });
    started.unref();
    return started;
  }

  return {
    committed() {
      if (copying || over || ++commits % LOOK_EVERY_COMMITS !== 0) return;
      quietly(() => {
        const [, inLog, copied] = look.get() as [number, number, number];
        if (inLog - copied < PAGES_WAITING) return;
        worker ??= start();
        copying = true;
        worker.postMessage('copy');
      });
    },
    async close() {
      over = true;
      await worker?.terminate();
    },
  };
}

/** Nothing is lost when a page is not copied back, and whatever ails the disk shows in the next commit. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
