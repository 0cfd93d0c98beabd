import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Db } from './faults.ts';

/** Waiting for a lock stops the whole thread, so it is short: only another process can hold one. */
const BUSY_MS = 250;

/**
 * The one connection that writes.
 * - WAL: readers do not wait for the writer. FULL: a commit is on the disk before a provider is told so; batches share it.
 * - `throwAway`: nobody is told that anything is kept, so nothing waits for the disk; a process that dies loses nothing either.
 * - cache 32 MB (default 2): conversations of some 20,000 people stay at hand, and a small box can spare it.
 * - the WAL is copied back beside this connection every 16 MB (checkpoint.ts). By itself it does so at 64 MB,
 *   should that fail; a throw-away one at 16 MB.
 * - no mmap: a read error of the disk would then kill the process (SIGBUS) instead of failing one batch.
 * - the WAL file is cut back to 64 MB after a long reader let it grow.
 */
export function connectWriter(path: string, maxPages?: number, throwAway = false): Db {
  if (path !== ':memory:') ownAlone(path);
  const db = new Sqlite(path, { timeout: BUSY_MS });
  try {
    db.pragma('journal_mode = wal');
    db.pragma(`synchronous = ${throwAway ? 'off' : 'full'}`);
    db.pragma('foreign_keys = on');
    db.pragma('trusted_schema = off');
    db.pragma('cache_size = -32768');
    db.pragma('mmap_size = 0');
    db.pragma('temp_store = memory');
    db.pragma(`wal_autocheckpoint = ${throwAway ? 4_000 : 16_000}`);
    db.pragma('journal_size_limit = 67108864');
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * A new database is for the owner of the process alone: it holds what learners wrote. SQLite gives its own mode to the
 * WAL beside it. A file that exists is not opened here: closing it would drop the locks of this process's other connections.
 */
function ownAlone(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** A connection that only copies the WAL back, from a thread of its own. Its sync lets go of what the log still holds. */
export function connectCopier(path: string): Db {
  const db = new Sqlite(path, { fileMustExist: true, timeout: BUSY_MS });
  db.pragma('synchronous = full');
  db.pragma('wal_autocheckpoint = 0');
  return db;
}

/** A connection that cannot write, for queries off the hot thread. */
export function connectReader(path: string): Db {
  const db = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  db.pragma('query_only = on');
  db.pragma('temp_store = memory');
  return db;
}
