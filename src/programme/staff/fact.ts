import type { PublishedFact } from '../manifest.ts';

/**
 * `staff`: who is on duty in the programmes a person takes part in (in any, for someone who takes part in none), and her
 * own roles where she has some. Someone who cannot be written to is not on duty, whatever the list says.
 */
export const staffFact: PublishedFact = {
  source: {
    name: 'staff',
    query: {
      sqlite: `select s.person_id as id, p.lane_id as lane, coalesce(p.name, '') as name, s.role, s.programme
        from person me
        join staff s on s.workspace = me.workspace and s.until is null
        join person p on p.id = s.person_id
        where me.id = @person
          and (s.person_id = me.id or s.programme = ''
            or s.programme in (select programme from enrolment where person_id = me.id)
            or not exists (select 1 from enrolment where person_id = me.id))
          and exists (select 1 from person_address pa join address a on a.id = pa.address_id
            where pa.person_id = p.id and a.opted_out_at is null and pa.silent_since is null and a.dead_at is null
              and a.doubt_at is null)
        order by s.since, s.person_id, s.role, s.programme`,
    },
  },
  type: 'list',
  value: (rows) => rows.map((row) => ({ ...row })),
};
