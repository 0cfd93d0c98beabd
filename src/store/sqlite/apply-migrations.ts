import type { Millis } from '../../base/clock.ts';
import { RecadoError } from '../../base/errors.ts';
import { point } from '../../base/points.ts';
import { type Applied, type Migration, pendingMigrations } from '../migrate.ts';
import { type Db, isMachineFault, reasonCode } from './faults.ts';
import { createTransactions } from './transaction.ts';

const TABLE = `create table if not exists migration (
  number integer primary key,
  name text not null,
  hash text not null,
  applied_at integer not null
) strict`;

/** Brings the schema up to date, each migration in a transaction of its own. Running it again does nothing. */
export function applyMigrations(db: Db, files: readonly Migration[], now: Millis): void {
  const transactions = createTransactions(db);
  // Listed inside the lock: two processes that start together must not both run the same migration.
  for (;;) {
    const more = transactions.immediate(() => {
      db.exec(TABLE);
      const applied = db.prepare('select number, name, hash from migration order by number').all() as Applied[];
      const pending = pendingMigrations(files, applied);
      const next = pending[0];
      if (!next) return false;
      point('migration.before');
      try {
        db.exec(next.sql);
      } catch (error) {
        if (isMachineFault(error)) throw error;
        const why = error instanceof Error ? error.message : reasonCode(error);
        throw new RecadoError('MIGRATION_FAILED', { name: next.name, why }, { cause: error });
      }
      point('migration.inside');
      db.prepare('insert into migration (number, name, hash, applied_at) values (?, ?, ?, ?)').run(
        next.number,
        next.name,
        next.hash,
        now,
      );
      return pending.length > 1;
    });
    point('migration.committed');
    if (!more) return;
  }
}
