import type { Millis } from '../../base/clock.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { Role } from '../on-duty.ts';
import type { Scope } from '../route.ts';
import { classesOf, type Sight } from '../sight.ts';

/** A token as it is kept. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly hash: string;
  readonly scopes: readonly Scope[];
  /** What it sees by itself; of a token that is someone's, her own sight counts (`person`). */
  readonly sight: Sight;
  readonly person: string | null;
  readonly expiresAt: Millis | null;
  readonly lastUsedOn: string | null;
  readonly revokedAt: Millis | null;
}

export function tokenQuery(id: string): Query {
  return { sql: { sqlite: 'select * from token where id = @id' }, params: { id } };
}

export function tokenOf(row: SqlRow): Token {
  const list = (column: string) => (row[column] === null ? null : (JSON.parse(String(row[column])) as string[]));
  const roles = row['role'] === null ? [] : [row['role'] as Role];
  return {
    id: String(row['id']),
    name: String(row['name']),
    hash: String(row['secret_sha256']),
    scopes: list('scopes') as Scope[],
    sight: {
      workspace: String(row['workspace']),
      programmes: list('programmes'),
      within: list('within'),
      roles,
      classes: classesOf(roles),
    },
    person: row['person_id'] as string | null,
    expiresAt: row['expires_at'] as number | null,
    lastUsedOn: row['last_used_on'] as string | null,
    revokedAt: row['revoked_at'] as number | null,
  };
}
