import type { Class } from '../domain/field-class.ts';
import type { Query, SqlRow } from '../store/port.ts';
import { ROLES, type Role } from './on-duty.ts';

export type { Class };

/** What somebody may see and steer: asked by every list, preview, export and verb of staff. */
export interface Sight {
  readonly workspace: string;
  /** Null: all of them. */
  readonly programmes: readonly string[] | null;
  /** Ids of cohorts and units; null: everybody in her programmes. */
  readonly within: readonly string[] | null;
  readonly roles: readonly Role[];
  readonly classes: readonly Class[];
}

/** The shell is whoever may read the database file. */
export const shellSight = (workspace: string): Sight => ({
  workspace,
  programmes: null,
  within: null,
  roles: ['admin'],
  classes: ['public', 'team', 'restricted'],
});

const TEAM: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'reviewer', 'counsellor'];
const RESTRICTED: readonly Role[] = ['focal', 'counsellor'];

export function classesOf(roles: readonly Role[]): readonly Class[] {
  const any = (some: readonly Role[]) => roles.some((role) => some.includes(role));
  return [
    'public',
    ...(any(TEAM) || any(RESTRICTED) ? ['team' as const] : []),
    ...(any(RESTRICTED) ? ['restricted' as const] : []),
  ];
}

/** Roles, programmes and scope of a staff person; no row: she has none. Read with `sightOf`. */
export function sightQuery(workspace: string, person: string): Query {
  return {
    sql: {
      sqlite: `select s.role, s.programme,
          (select json_group_array(of_id) from staff_scope where person_id = s.person_id) as within
        from staff s where s.workspace = @workspace and s.person_id = @person and s.until is null`,
    },
    params: { workspace, person },
  };
}

/** Undefined for someone without a role. Her widest role counts for where, all of them for what. */
export function sightOf(workspace: string, rows: readonly SqlRow[]): Sight | undefined {
  if (rows.length === 0) return undefined;
  const roles = ROLES.filter((role) => rows.some((row) => row['role'] === role));
  const programmes = [...new Set(rows.map((row) => String(row['programme'])))];
  const within = JSON.parse(String(rows[0]!['within'])) as string[];
  return {
    workspace,
    programmes: programmes.includes('') ? null : programmes,
    within: within.length > 0 && !roles.includes('admin') ? within : null,
    roles,
    classes: classesOf(roles),
  };
}
