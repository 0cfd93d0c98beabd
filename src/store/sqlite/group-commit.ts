import type { Millis } from '../../base/clock.ts';
import { point } from '../../base/points.ts';
import { type Db, unavailable } from './faults.ts';
import type { RunOperation } from './operate.ts';
import type { Transactions } from './transaction.ts';

interface Waiting {
  readonly name: string;
  readonly input: unknown;
  readonly at: { readonly now: Millis; readonly seed: string };
  resolve(output: unknown): void;
  reject(error: unknown): void;
}

export interface GroupCommit {
  operate(name: string, input: unknown, at: Waiting['at']): Promise<unknown>;
  /** Commits what waits. */
  flush(): void;
}

/**
 * Operations asked for in one turn of the event loop share a commit, each in a savepoint of its own: on a disk that
 * takes 5 ms to sync, results of 80 sends a second would otherwise stop the thread for 400 ms of each.
 */
export function createGroupCommit(db: Db, transactions: Transactions, run: RunOperation): GroupCommit {
  let queue: Waiting[] = [];

  function settle(batch: readonly Waiting[]): (() => void)[] {
    return batch.map((w) => {
      try {
        const work = () => run(w.name, w.input, w.at);
        const output = batch.length === 1 ? work() : transactions.savepoint(work);
        return () => w.resolve(output);
      } catch (error) {
        // Alone, its failure must undo the transaction; after a full disk there is none left to go on in.
        if (batch.length === 1 || !db.inTransaction) throw error;
        return () => w.reject(error);
      }
    });
  }

  function flush(): void {
    const batch = queue;
    queue = [];
    if (batch.length === 0) return;
    try {
      const tells = transactions.immediate(() => {
        const settled = settle(batch);
        point('operation.before-commit');
        return settled;
      });
      point('operation.committed');
      for (const tell of tells) tell();
    } catch (error) {
      const known = unavailable(error);
      for (const w of batch) w.reject(known);
    }
  }

  return {
    operate: (name, input, at) =>
      new Promise((resolve, reject) => {
        queue.push({ name, input, at, resolve, reject });
        if (queue.length === 1) setImmediate(flush);
      }),
    flush,
  };
}
