import type { Query, SqlRow } from '../../store/port.ts';

/** Facilitators and coordinators of a session's programme who can be written to, and whether its cohort is theirs by name. */
export const staffOf = (session: string): Query => ({
  sql: {
    sqlite: `select t.person_id, p.lane_id, t.role,
        (select json_group_array(o.of_id) from staff_scope o where o.person_id = t.person_id) as within,
        exists (select 1 from staff_scope o where o.person_id = t.person_id
          and (o.of_id in (s.cohort_id, s.group_id, s.site_id, c.site_id, c.stage_id, c.partner_id)
            or s.group_id is null and o.of_id in (select g.id from unit g where g.cohort_id = c.id))) as here
      from session s join cohort c on c.id = s.cohort_id
        join staff t on t.workspace = s.workspace and t.until is null and t.role in ('facilitator', 'coordinator')
          and t.programme in ('', c.programme)
        join person p on p.id = t.person_id and p.blocked_at is null
      where s.id = @session and exists (select 1 from person_address pa join address a on a.id = pa.address_id
        where pa.person_id = p.id and a.opted_out_at is null and pa.silent_since is null and a.dead_at is null and a.doubt_at is null)
      order by t.since, t.person_id`,
  },
  params: { session },
});

export interface Caring {
  readonly person: string;
  readonly lane: string;
  /** Ids of cohorts and units; empty: everybody in her programme. */
  readonly within: readonly string[];
}

/** Who looks after it: its own facilitators, else those of the whole programme, else the coordinators in the same order. */
export function caringFor(rows: readonly SqlRow[]): readonly Caring[] {
  const all = rows.map((row) => ({
    role: row['role'],
    here: row['here'] === 1,
    person: String(row['person_id']),
    lane: String(row['lane_id']),
    within: JSON.parse(String(row['within'])) as string[],
  }));
  for (const role of ['facilitator', 'coordinator']) {
    const such = all.filter((one) => one.role === role);
    const own = such.filter(({ here }) => here);
    const found = own.length > 0 ? own : such.filter(({ within }) => within.length === 0);
    if (found.length > 0) return found.filter((one, i) => found.findIndex(({ person }) => person === one.person) === i);
  }
  return [];
}
