import type { Worker } from 'node:worker_threads';
import { RecadoError } from '../../base/errors.ts';
import type { Query } from '../port.ts';
import { type Calls, createCalls } from '../worker/calls.ts';
import { besides, spawnWorker } from '../worker/spawn.ts';

/** Reports and pages ask for less than this; whatever takes longer is a mistake, and someone waits for it. */
export const READ_TIMEOUT_MS = 10_000;

export interface Reader {
  read<R>(query: Query): Promise<R[]>;
  /** Waits for what was asked. */
  close(): Promise<void>;
}

/**
 * Read-only queries, one after the other, on a connection and a thread of their own, started when first asked. A query
 * over the limit rejects with READ_TIMEOUT and its thread is replaced; SQLite itself cannot be stopped in the middle of
 * a step, so the old thread may work on until that step ends.
 */
export function createReader(path: string, limitMs: number = READ_TIMEOUT_MS): Reader {
  let running: { readonly worker: Worker; readonly calls: Calls; readonly ready: Promise<unknown> } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function start() {
    const worker = spawnWorker(besides(import.meta.url, './reader-worker'), { path });
    const calls = createCalls(worker, () => {
      running = undefined;
    });
    running = { worker, calls, ready: calls.ask({ sql: 'select 1', params: {} }) };
    return running;
  }

  function stop(error: RecadoError): Promise<unknown> {
    const stopped = running;
    running = undefined;
    stopped?.calls.fail(error);
    return stopped ? stopped.worker.terminate() : Promise.resolve();
  }

  async function run<R>({ sql, params }: Query): Promise<R[]> {
    const { calls, ready } = running ?? start();
    await ready; // starting a thread does not count
    const over = AbortSignal.timeout(limitMs); // real time, whatever the clock of the house says
    const giveUp = () => void stop(new RecadoError('READ_TIMEOUT', { seconds: limitMs / 1000 }));
    over.addEventListener('abort', giveUp);
    try {
      return (await calls.ask({ sql: sql.sqlite, params })) as R[];
    } finally {
      over.removeEventListener('abort', giveUp);
    }
  }

  return {
    read(query) {
      const rows = queue.then(() => run<never>(query));
      queue = rows.catch(() => {});
      return rows;
    },
    async close() {
      await queue;
      await stop(new RecadoError('STORE_UNAVAILABLE', { why: 'closed' }));
    },
  };
}
