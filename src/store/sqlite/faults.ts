import Sqlite from 'better-sqlite3';
import { type ErrorCode, RecadoError } from '../../base/errors.ts';

/** The database type, named once: the package exports class and namespace under one name. */
export type Db = Sqlite.Database;
export type Statement = Sqlite.Statement<unknown[], unknown>;

/** The SQLite result code of an error (`SQLITE_FULL`…), or undefined when it is another kind of error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Sqlite.SqliteError ? error.code : undefined;
}

/**
 * Faults of the machine, not of what was being written: nobody's message is to blame, no try is counted. Prefixes of
 * SQLite's extended result codes (https://sqlite.org/rescode.html).
 */
const MACHINE = ['FULL', 'IOERR', 'CORRUPT', 'NOTADB', 'BUSY', 'LOCKED', 'READONLY', 'CANTOPEN', 'NOMEM', 'PROTOCOL'];

export function isMachineFault(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && MACHINE.some((name) => code.startsWith(`SQLITE_${name}`));
}

/** What is on the disk is not what was written: no waiting helps, somebody must act. */
function isDamage(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode(error) ?? '');
}

/** Why something failed, for a row or a log: a code or the error's class, never its message, which may hold her words. */
export function reasonCode(error: unknown): string {
  if (typeof error === 'symbol') return error.description ?? 'UNKNOWN';
  if (error instanceof RecadoError) return error.code;
  if (isDamage(error)) return 'STORE_DAMAGED';
  return sqliteCode(error) ?? (error instanceof Error ? error.name : 'UNKNOWN');
}

const OPENING: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ['SQLITE_CANTOPEN', 'DATABASE_UNWRITABLE'],
  ['SQLITE_READONLY', 'DATABASE_UNWRITABLE'],
  ['SQLITE_PERM', 'DATABASE_UNWRITABLE'],
  ['SQLITE_BUSY', 'DATABASE_LOCKED'],
  ['SQLITE_LOCKED', 'DATABASE_LOCKED'],
  ['SQLITE_FULL', 'DATABASE_FULL'],
  ['SQLITE_CORRUPT', 'DATABASE_CORRUPT'],
  ['SQLITE_NOTADB', 'DATABASE_CORRUPT'],
];

/** What an operator is told when the database at `path` does not open. */
export function openingError(error: unknown, path: string): RecadoError {
  if (error instanceof RecadoError) return error;
  const code = sqliteCode(error);
  const known = OPENING.find(([prefix]) => code?.startsWith(prefix))?.[1];
  if (known) return new RecadoError(known, { path }, { cause: error });
  // The folder could not be made: an error of the file system, such as EACCES, EROFS, ENOTDIR.
  const system = (error as NodeJS.ErrnoException | undefined)?.syscall;
  if (system) return new RecadoError('DATABASE_UNWRITABLE', { path }, { cause: error });
  return unavailable(error);
}

/** The error itself if it has a code of ours, else STORE_DAMAGED, or STORE_UNAVAILABLE with the reason. */
export function unavailable(error: unknown): RecadoError {
  if (isDamage(error)) return new RecadoError('STORE_DAMAGED', {}, { cause: error });
  return error instanceof RecadoError
    ? error
    : new RecadoError('STORE_UNAVAILABLE', { why: reasonCode(error) }, { cause: error });
}
