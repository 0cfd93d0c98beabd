import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import type { Role } from '../on-duty.ts';

/** Someone on duty, for a shell and for readiness. */
export interface Listed {
  readonly name: string;
  readonly role: Role;
  /** '' for all of them. */
  readonly programme: string;
  /** She has an address that may be written to: without one she is told nothing. */
  readonly reachable: boolean;
  /** Names of the cohorts and units she works with; none: everybody in her programmes. */
  readonly within: readonly string[];
}

/** Everybody on duty, by programme and role. */
export const staffList: Operation<Record<string, never>, readonly Listed[]> = {
  name: 'staff.list',
  input: z.object({}),
  reads: {
    staff: () => ({
      sql: {
        sqlite: `select coalesce(p.name, '') as name, s.role, s.programme,
            exists (select 1 from person_address pa join address a on a.id = pa.address_id
              where pa.person_id = p.id and a.opted_out_at is null and pa.silent_since is null and a.dead_at is null) as reachable,
            (select json_group_array(name) from (select coalesce(c.name, u.name) as name from staff_scope o
              left join cohort c on c.id = o.of_id left join unit u on u.id = o.of_id
              where o.person_id = s.person_id order by 1)) as within
          from staff s join person p on p.id = s.person_id
          where s.until is null order by s.programme, s.role, s.since`,
      },
      params: {},
    }),
  },
  decide: ({ staff }) => ({
    rows: [],
    output: (staff ?? []).map((row) => ({
      name: String(row['name']),
      role: row['role'] as Role,
      programme: String(row['programme']),
      reachable: row['reachable'] === 1,
      within: JSON.parse(String(row['within'])) as string[],
    })),
  }),
};
