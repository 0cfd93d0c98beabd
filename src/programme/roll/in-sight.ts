import type { Query, Scalar } from '../../store/port.ts';
import { STEERS } from '../target.ts';
import { HELD_COLUMNS } from './session.ts';

/** Whoever marks: somebody of the team by her roles and what she works with. */
interface Who {
  readonly workspace: string;
  readonly person: string | null;
}

/** Sessions of cohorts that she works with, in one of the roles that may mark (programme/target.ts): as `Sight` says it. */
const HERS = `exists (select 1 from staff t where t.person_id = @me and t.workspace = @workspace and t.until is null
    and t.programme in ('', c.programme) and t.role in (${STEERS.map((role) => `'${role}'`).join(', ')}))
  and (not exists (select 1 from staff_scope w where w.person_id = @me)
    or exists (select 1 from staff t where t.person_id = @me and t.until is null and t.role = 'admin')
    or exists (select 1 from staff_scope w where w.person_id = @me and (w.of_id in (c.id, c.site_id, c.stage_id, c.partner_id)
      or exists (select 1 from unit g where g.id = w.of_id and g.cohort_id = c.id and coalesce(s.group_id, g.id) = g.id))))`;

/** So many are told apart by a label alone; more are of nobody's interest on a phone. */
const MOST = 400;

function sessions({ workspace, person }: Who, where: string, order: string, params: Record<string, Scalar>): Query {
  return {
    sql: {
      sqlite: `select ${HELD_COLUMNS} from session s join cohort c on c.id = s.cohort_id
        where c.workspace = @workspace and (${where}) and ${HERS} order by ${order}, s.id limit ${MOST}`,
    },
    params: { workspace, me: person ?? '', ...params },
  };
}

/** Those whose label or cohort is one of these words; those that match both first. */
export const sessionsNamed = (who: Who, words: readonly string[]): Query => {
  const list = '(select value from json_each(@words))';
  const label = `lower(s.plan_id) in ${list}`;
  const cohort = `(c.name in ${list} or exists (select 1 from unit g where g.id = s.group_id and g.name in ${list}))`;
  return sessions(who, `${label} or ${cohort}`, `(${label}) + (${cohort}) desc, s.starts_at desc`, {
    words: JSON.stringify(words),
  });
};

/** Those that began in a stretch of time, the newest first. */
export const sessionsBetween = (who: Who, since: number, until: number): Query =>
  sessions(who, 's.starts_at >= @since and s.starts_at <= @until', 's.starts_at desc', { since, until });
