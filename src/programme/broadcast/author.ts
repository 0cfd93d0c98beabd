import type { SqlRow } from '../../store/port.ts';
import { ROLES, type Role } from '../on-duty.ts';
import { type Sight, sightOf } from '../sight.ts';

/** Who may write to many: a facilitator to those in her care. */
export const MAY: readonly Role[] = ['admin', 'coordinator', 'facilitator'];
/** Whose hand counts as the second for a large broadcast. */
const SECOND: readonly Role[] = ['admin', 'coordinator'];

/** What she may write to, of rows of `sightQuery`; undefined: nobody. Other roles of hers widen nothing. */
export function mayWrite(workspace: string, rows: readonly SqlRow[] | undefined): Sight | undefined {
  return sightOf(
    workspace,
    (rows ?? []).filter((row) => MAY.includes(row['role'] as Role)),
  );
}

/** May she send what somebody else wrote? */
export function maySecond({ roles, programmes, within }: Sight, programme: string): boolean {
  const role = ROLES.some((one) => SECOND.includes(one) && roles.includes(one));
  return role && within === null && (programmes === null || programmes.includes(programme));
}
