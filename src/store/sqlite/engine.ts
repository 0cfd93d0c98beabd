import type { Clock, Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import type { Migration } from '../migrate.ts';
import type { AnyOperation, BatchOutcome, FactSource, Think } from '../port.ts';
import { applyMigrations } from './apply-migrations.ts';
import { createCheckpoints } from './checkpoint.ts';
import { beginRun, endRun } from './clean-stop.ts';
import { connectWriter } from './connect.ts';
import { type Db, openingError } from './faults.ts';
import { createGroupCommit } from './group-commit.ts';
import { createOperate } from './operate.ts';
import { createThinkGuard } from './think-guard.ts';
import { createTransactions } from './transaction.ts';
import { type BatchRequest, type Brain, createBatches, type OnFailure } from './turn-batch.ts';
import { createWriteRows } from './write-rows.ts';

export interface SqliteOptions {
  /** The database file. */
  readonly path: string;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly think: Think;
  readonly operations: readonly AnyOperation[];
  /** Only looks and operates, perhaps beside a process that works the queues: says nothing of clean stops. */
  readonly visitor?: boolean;
  readonly facts: readonly FactSource[];
  /** Makes a new brain of edited packs, for `Store.reload`. */
  readonly rebuild?: (packs: unknown) => Brain;
  /** Told of each turn that failed. */
  readonly onFailure?: OnFailure;
  /** Of virtual time and tests: written without waiting for the disk. */
  readonly throwAway?: boolean;
  /** Most 4 KiB pages the file may have; beyond it the disk counts as full. Default: as large as the disk. */
  readonly maxPages?: number;
  /** How long a batch may think; one suspect turn alone has half of it. Default THINK_TIMEOUT_MS. */
  readonly thinkTimeoutMs?: number;
}

/** The synchronous heart: one writer connection and everything prepared on it. */
export interface Engine {
  readonly path: string;
  readonly turnBatch: (request: BatchRequest) => BatchOutcome;
  readonly operate: (
    name: string,
    input: unknown,
    at: { readonly now: Millis; readonly seed: string },
  ) => Promise<unknown>;
  readonly reload: (packs: unknown) => void;
  readonly close: () => Promise<void>;
}

/**
 * Opens, migrates and prepares. Throws DATABASE_UNWRITABLE, DATABASE_LOCKED, DATABASE_FULL, DATABASE_CORRUPT, or what
 * a migration throws; the file is closed again then.
 */
export function openEngine(options: SqliteOptions): Engine {
  const { path, clock } = options;
  let db: Db | undefined;
  try {
    db = connectWriter(path, options.maxPages, options.throwAway);
    applyMigrations(db, options.migrations, clock.now());
    return start(db, options, options.visitor === true || beginRun(db, clock.now()).clean);
  } catch (error) {
    db?.close();
    throw openingError(error, path);
  }
}

function start(db: Db, options: SqliteOptions, clean: boolean): Engine {
  const { path, clock, think, facts, operations, onFailure } = options;
  const checkpoints = options.throwAway ? undefined : createCheckpoints(db);
  const transactions = createTransactions(db, () => checkpoints?.committed());
  const write = createWriteRows(db);
  const batches = createBatches({
    db,
    transactions,
    write,
    guard: createThinkGuard(options.thinkTimeoutMs),
    brain: { think, facts },
    careful: !clean,
    ...(onFailure && { onFailure }),
  });
  const group = createGroupCommit(db, transactions, createOperate(db, write, operations));

  return {
    path,
    turnBatch: (request) => batches.run(request),
    operate: (name, input, at) => group.operate(name, input, at),
    reload(packs) {
      if (!options.rebuild) throw new RecadoError('STORE_UNAVAILABLE', { why: 'opened without rebuild' });
      batches.setBrain(options.rebuild(packs));
    },
    async close() {
      group.flush();
      await checkpoints?.close();
      try {
        if (!options.visitor) endRun(db, clock.now());
      } finally {
        db.close();
      }
    },
  };
}
