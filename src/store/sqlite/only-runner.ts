import Sqlite from 'better-sqlite3';
import { openingError } from './faults.ts';

/** A predecessor that is just ending has so long to be gone. */
const PREDECESSOR_MS = 1_000;

/**
 * Makes this process the only one that works the queues of the database at `path`, until it is let go or the process
 * ends, however it ends: the lock is the operating system's, on a file beside the database. Two at work would each take
 * the other's sends for cut off and repeat them. Commands that only look or operate need no such lock. Throws
 * DATABASE_LOCKED or DATABASE_UNWRITABLE.
 */
export function beOnlyRunner(path: string): () => void {
  if (path === ':memory:') return () => {};
  let lock: Sqlite.Database | undefined;
  try {
    lock = new Sqlite(`${path}.lock`, { timeout: PREDECESSOR_MS });
    lock.exec('begin exclusive');
  } catch (error) {
    lock?.close();
    throw openingError(error, path);
  }
  const held = lock;
  return () => held.close();
}
