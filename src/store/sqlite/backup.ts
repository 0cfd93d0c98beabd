import { closeSync, openSync } from 'node:fs';
import { RecadoError } from '../../base/errors.ts';
import { connectReader } from './connect.ts';
import { type Db, reasonCode } from './faults.ts';
import { open } from './look-inside.ts';

/** 1 MB of pages at a time, then the disk is the writer's for a moment: its commits wait for no more than one such step. */
const STEP_PAGES = 256;
const REST_MS = 4;

export interface CopyProgress {
  readonly done: number;
  readonly total: number;
}

/**
 * Copies a database that others may be writing, whole and as it stood at one moment, into the new file `to`, which has a
 * journal of the old kind and nothing beside it. Blocks its thread: call it where nobody waits.
 *
 * SQLite's backup begins anew whenever another connection commits, and would never end under load
 * (https://sqlite.org/c3ref/backup_finish.html). Inside a read transaction it cannot see those commits: a WAL reader keeps its
 * snapshot, and the writer goes on beside it; all it costs is that the WAL is not reused until the end. `VACUUM INTO`
 * gives the same snapshot, but in one go, without pauses and without progress.
 *
 * Throws BACKUP_FAILED; what is there of `to` then is no database, and its caller's to remove.
 */
export async function copyDatabase(
  from: string,
  to: string,
  onStep: (progress: CopyProgress) => void = () => {},
): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600)); // SQLite would make it readable to all
  let source: Db | undefined;
  try {
    source = connectReader(from);
    source.exec('begin');
    source.prepare('select 1 from sqlite_master limit 1').get(); // the snapshot is taken with the first read, not with `begin`
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        onStep({ done: totalPages - remainingPages, total: totalPages });
        rest();
        return STEP_PAGES;
      },
    });
    source.exec('commit');
  } catch (error) {
    throw new RecadoError('BACKUP_FAILED', { why: reasonCode(error) }, { cause: error });
  } finally {
    source?.close();
  }
  const copy = open(to);
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}

const stillness = new Int32Array(new SharedArrayBuffer(4));

function rest(): void {
  Atomics.wait(stillness, 0, 0, REST_MS);
}
