import { RecadoError } from '../../base/errors.ts';
import type { Store } from '../port.ts';
import { createReader } from '../read/reader.ts';
import { createReaderHere } from '../read/reader-here.ts';
import { openEngine, type SqliteOptions } from './engine.ts';

/**
 * SQLite in this thread. Batches and operations stop the thread while they are written (docs/performance.md: some 300 µs a
 * message in a batch of 100); `openSqliteWorker` puts the same engine beside it. Throws as `openEngine`.
 */
export function openSqlite(options: SqliteOptions): Store {
  const engine = openEngine(options);
  const reader = options.throwAway ? createReaderHere(engine.path) : createReader(engine.path);
  let open = true;

  function opened(): void {
    if (!open) throw new RecadoError('STORE_UNAVAILABLE', { why: 'closed' });
  }

  return {
    async turnBatch({ arrived, limit, now, seed }) {
      opened();
      const texts = arrived.map((inbound) => ({ inbound, text: JSON.stringify(inbound) }));
      return engine.turnBatch({ arrived: texts, limit, now, seed });
    },
    async operate<I, O>(operation: { name: string }, input: I, at: { now: number; seed: string }): Promise<O> {
      opened();
      return engine.operate(operation.name, input, at) as Promise<O>;
    },
    async read(query) {
      opened();
      return reader.read(query);
    },
    async reload(packs) {
      opened();
      engine.reload(packs);
    },
    async close() {
      if (!open) return;
      open = false;
      await reader.close();
      await engine.close();
    },
  };
}
