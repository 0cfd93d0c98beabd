import { RecadoError } from '../../base/errors.ts';
import { enrolmentInSight } from '../in-sight.ts';
import type { RouteContext } from '../route.ts';
import { BUYERS } from './business.ts';

/** Enterprises that a sight reaches: all of its programmes, or those in which somebody it reaches works. Over `b`. */
export function businessInSight(sight: RouteContext['sight']) {
  const { sql, params: given } = enrolmentInSight(sight);
  const open = sight.programmes === null ? '1' : 'b.programme in (select value from json_each(@sight_programmes))';
  const sees =
    sight.within === null
      ? open
      : `exists (select 1 from enterprise_member m join enrolment e on e.person_id = m.person_id
          left join cohort c on c.id = e.cohort_id where m.enterprise_id = b.id and ${sql})`;
  return { sql: `b.workspace = @sight_workspace and ${sees}`, params: given };
}

/** Throws SIGHT_TOO_NARROW, RECORD_UNKNOWN: nobody keeps the account of an enterprise she does not see. */
export async function mayKeep(enterprise: string, { read, sight }: RouteContext): Promise<void> {
  if (!sight.roles.some((role) => BUYERS.includes(role))) throw new RecadoError('SIGHT_TOO_NARROW');
  const seen = businessInSight(sight);
  const found = await read({
    sql: { sqlite: `select b.id from enterprise b where b.id = @id and ${seen.sql}` },
    params: { ...seen.params, id: enterprise },
  });
  if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'enterprise', id: enterprise });
}

/** The enterprise that a line or a delivery is of, if the caller may keep it. Throws RECORD_UNKNOWN, SIGHT_TOO_NARROW. */
export async function ofRow(
  table: 'input_entry' | 'delivery',
  what: string,
  row: string,
  at: RouteContext,
): Promise<string> {
  const [found] = await at.read({
    sql: { sqlite: `select enterprise_id from ${table} where id = @id and enterprise_id is not null` },
    params: { id: row },
  });
  if (!found) throw new RecadoError('RECORD_UNKNOWN', { what, id: row });
  await mayKeep(String(found['enterprise_id']), at);
  return String(found['enterprise_id']);
}
