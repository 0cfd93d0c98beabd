import type { Db } from './faults.ts';

/** BEGIN … COMMIT and savepoints as prepared statements. All synchronous: nothing can slip in between. */
export interface Transactions {
  /** Runs in one immediate transaction; whatever `work` throws undoes it and is thrown on. */
  immediate<T>(work: () => T): T;
  /** Runs in a savepoint; whatever `work` throws undoes just this and is thrown on. */
  savepoint<T>(work: () => T): T;
}

/**
 * IMMEDIATE takes the write lock at the start: a deferred transaction that reads and then writes fails with
 * SQLITE_BUSY_SNAPSHOT, without waiting, when a second writer came in between.
 */
export function createTransactions(db: Db, committed: () => void = () => {}): Transactions {
  const begin = db.prepare('begin immediate');
  const commit = db.prepare('commit');
  const rollback = db.prepare('rollback');
  const save = db.prepare('savepoint one');
  const release = db.prepare('release one');
  const rollbackTo = db.prepare('rollback to one');
  return {
    immediate(work) {
      begin.run();
      try {
        const result = work();
        commit.run();
        committed();
        return result;
      } catch (error) {
        // A full disk or an I/O error has rolled back already.
        if (db.inTransaction) rollback.run();
        throw error;
      }
    },
    savepoint(work) {
      save.run();
      try {
        const result = work();
        release.run();
        return result;
      } catch (error) {
        if (db.inTransaction) {
          rollbackTo.run();
          release.run();
        }
        throw error;
      }
    },
  };
}
