import { createHash } from 'node:crypto';
import { RecadoError } from '../base/errors.ts';

/** A migration file as read at the edge (`files.ts`): `0001-core.sqlite.sql` and its text. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** A migration that a database says it has. */
export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly hash: string;
}

/** One still to run, with what will be recorded of it. */
export interface Pending extends Applied {
  readonly sql: string;
}

/**
 * What is still to run, in order. Forward only: an applied migration may neither change nor vanish, and a new one must
 * come after all that are applied. Throws MIGRATION_INVALID, MIGRATION_CHANGED or SCHEMA_NEWER.
 */
export function pendingMigrations(files: readonly Migration[], applied: readonly Applied[]): Pending[] {
  const known = new Map<number, Pending>();
  for (const file of files) {
    const migration = numbered(file);
    const twin = known.get(migration.number);
    if (twin) throw new RecadoError('MIGRATION_INVALID', { why: `${twin.name} and ${file.name} have one number` });
    known.set(migration.number, migration);
  }
  for (const { number, name, hash } of applied) {
    const file = known.get(number);
    if (!file) throw new RecadoError('SCHEMA_NEWER', { name });
    if (file.hash !== hash) throw new RecadoError('MIGRATION_CHANGED', { name });
  }
  const done = new Set(applied.map((a) => a.number));
  const last = Math.max(0, ...done);
  const pending = [...known.values()].filter((m) => !done.has(m.number)).sort((a, b) => a.number - b.number);
  const late = pending.find((m) => m.number < last);
  if (late) throw new RecadoError('MIGRATION_INVALID', { why: `${late.name} comes before what is applied already` });
  return pending;
}

function numbered(file: Migration): Pending {
  const digits = /^(\d{4})-[a-z0-9-]+\.[a-z]+\.sql$/.exec(file.name)?.[1];
  if (!digits) throw new RecadoError('MIGRATION_INVALID', { why: `${file.name} is not named NNNN-name.engine.sql` });
  // A checkout may turn line ends to CRLF; that is no change of the migration.
  const sql = file.sql.replaceAll('\r\n', '\n');
  return { number: Number(digits), name: file.name, sql, hash: createHash('sha256').update(sql).digest('hex') };
}
