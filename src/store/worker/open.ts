import { RecadoError } from '../../base/errors.ts';
import type { Store } from '../port.ts';
import { createReader } from '../read/reader.ts';
import { createCalls } from './calls.ts';
import { spawnWorker } from './spawn.ts';

export interface WorkerOptions {
  /** A module that calls `serveStore(parentPort, open)`. */
  readonly entry: URL;
  /** Handed to it as `workerData`: only data cross. */
  readonly data: unknown;
  /** The thread died; everything under way was rejected with STORE_UNAVAILABLE and everything later will be. */
  readonly onCrash?: (error: RecadoError) => void;
}

/** The SQLite engine in a thread of its own. Resolves when it is open; rejects as `openSqlite` throws. */
export async function openSqliteWorker({ entry, data, onCrash }: WorkerOptions): Promise<Store> {
  const worker = spawnWorker(entry, data);
  const calls = createCalls(worker, (error) => onCrash?.(error));
  const { path } = await (calls.ask({ kind: 'open' }) as Promise<{ path: string }>).catch(async (error) => {
    calls.fail(error);
    await worker.terminate();
    throw error;
  });
  const reader = createReader(path);
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    await reader.close();
    try {
      // What was asked before is answered first: the thread works in order.
      await calls.ask({ kind: 'close' });
    } finally {
      calls.fail(new RecadoError('STORE_UNAVAILABLE', { why: 'closed' }));
      await worker.terminate();
    }
  }
  async function ask(request: object): Promise<unknown> {
    if (closing) throw new RecadoError('STORE_UNAVAILABLE', { why: 'closed' });
    return calls.ask(request);
  }

  return {
    turnBatch: ({ arrived, limit, now, seed }) =>
      ask({
        kind: 'turnBatch',
        arrived: arrived.map((m) => JSON.stringify(m)),
        limit,
        now,
        seed,
      }) as ReturnType<Store['turnBatch']>,
    operate: <I, O>(operation: { name: string }, input: I, { now, seed }: { now: number; seed: string }) =>
      ask({ kind: 'operate', name: operation.name, input, now, seed }) as Promise<O>,
    read: async (query) => {
      if (closing) throw new RecadoError('STORE_UNAVAILABLE', { why: 'closed' });
      return reader.read(query);
    },
    reload: async (packs) => {
      await ask({ kind: 'reload', packs });
    },
    close: () => (closing ??= close()),
  };
}
