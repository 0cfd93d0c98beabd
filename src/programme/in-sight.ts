import type { Scalar } from '../store/port.ts';
import type { Sight } from './sight.ts';

/** A condition and the parameters it names, which all begin with `sight_`. */
export interface Seen {
  readonly sql: string;
  readonly params: Readonly<Record<string, Scalar>>;
}

const LISTS = (sight: Sight) => ({
  sight_workspace: sight.workspace,
  ...(sight.programmes === null ? {} : { sight_programmes: JSON.stringify(sight.programmes) }),
  ...(sight.within === null ? {} : { sight_within: JSON.stringify(sight.within) }),
});
const PROGRAMMES = '(select value from json_each(@sight_programmes))';
const WITHIN = '(select value from json_each(@sight_within))';

/** A unit of her own, else her cohort's; a group is her own alone. Wants `enrolment e left join cohort c`. */
export function unitOf(column: 'group_id' | (typeof SHARED)[number]): string {
  return column === 'group_id' ? 'e.group_id' : `coalesce(e.${column}, c.${column})`;
}

/** Enrolments that a sight reaches: a unit of her own counts, else her cohort's. Wants `enrolment e left join cohort c`. */
export function enrolmentInSight(sight: Sight): Seen {
  const sql = ['e.workspace = @sight_workspace'];
  if (sight.programmes !== null) sql.push(`e.programme in ${PROGRAMMES}`);
  if (sight.within !== null) {
    const places = ['e.cohort_id', unitOf('group_id'), ...SHARED.map(unitOf)];
    sql.push(`(${places.map((place) => `${place} in ${WITHIN}`).join(' or ')})`);
  }
  return { sql: sql.join(' and '), params: LISTS(sight) };
}

/** `exists (…)` over the enrolments of a person that a sight reaches, and she is not blocked; `id` is the column that names her. */
export function personInSight(sight: Sight, id: string): Seen {
  const { sql, params } = enrolmentInSight(sight);
  return {
    sql: `exists (select 1 from enrolment e left join cohort c on c.id = e.cohort_id where e.person_id = ${id} and ${sql})
      and not exists (select 1 from person q where q.id = ${id} and (q.blocked_at is not null or q.erased_at is not null))`,
    params,
  };
}

/** Cohorts that a sight reaches: named itself, by a unit of it, or by one of its groups. Wants `cohort c`. */
export function cohortInSight(sight: Sight): Seen {
  const sql = ['c.workspace = @sight_workspace'];
  if (sight.programmes !== null) sql.push(`c.programme in ${PROGRAMMES}`);
  if (sight.within !== null)
    sql.push(`(${['c.id', ...SHARED.map((column) => `c.${column}`)].map((place) => `${place} in ${WITHIN}`).join(' or ')}
      or exists (select 1 from unit g where g.cohort_id = c.id and g.id in ${WITHIN}))`);
  return { sql: sql.join(' and '), params: LISTS(sight) };
}

const SHARED = ['site_id', 'stage_id', 'partner_id'] as const;
