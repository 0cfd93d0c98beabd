import Sqlite from 'better-sqlite3';
import type { Db } from './faults.ts';

/** What a database that nobody works says of itself. */
export interface Inside {
  /** Of SQLite's own check of every page and index: empty when all is well. */
  readonly faults: readonly string[];
  /** File name of the last migration it has; null: it is none of ours. */
  readonly migration: string | null;
  /** Table → rows. */
  readonly rows: Readonly<Record<string, number>>;
}

/** At most so many faults are told: one is enough to refuse it. */
const FAULTS = 5;

/** A database that nobody else has open, neither writer nor reader of a running process. */
export function open(path: string): Db {
  return new Sqlite(path, { fileMustExist: true, timeout: 0 });
}

/** Checks every page of a copy and counts its rows. Throws what SQLite throws when it is no database at all. */
export function lookInside(path: string): Inside {
  const db = open(path);
  try {
    const checked = db.pragma(`integrity_check(${FAULTS})`) as { integrity_check: string }[];
    const faults = checked.map((row) => row.integrity_check).filter((said) => said !== 'ok');
    if (faults.length > 0) return { faults, migration: null, rows: {} };
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name")
      .pluck()
      .all() as string[];
    const rows = Object.fromEntries(
      tables.map((table) => [table, db.prepare(`select count(*) from "${table}"`).pluck().get() as number]),
    );
    const migration = tables.includes('migration')
      ? ((db.prepare('select name from migration order by number desc limit 1').pluck().get() as string) ?? null)
      : null;
    return { faults, migration, rows };
  } finally {
    db.close();
  }
}
