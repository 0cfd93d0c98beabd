import type { Query } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { FOLDED_NAME } from '../folded-name.ts';
import { tombstonesAt } from '../tombstone.ts';
import type { EnrolRow } from './input.ts';

interface Asked {
  readonly workspace: string;
  readonly programme: string;
  readonly rows: readonly EnrolRow[];
}

const listed = (values: readonly (string | undefined)[]): string =>
  JSON.stringify([...new Set(values)].filter(Boolean));
const phones = ({ rows }: Asked) => listed(rows.map(({ phone }) => phone));
const groups = ({ rows }: Asked) => listed(rows.map(({ group }) => group));
const names = ({ rows }: Asked) => listed(rows.map(({ name }) => normalise(name)));

/** What `enrolAll` decides by: a few queries for the whole list, each along an index. */
export const enrolReads = {
  cohorts: (given: Asked): Query => ({
    sql: {
      sqlite: `select c.id, c.name, (select max(number) from roster r where r.cohort_id = c.id) as last
        from cohort c where workspace = @workspace and programme = @programme
          and (name in (select value from json_each(@cohorts)) or id in (select cohort_id from unit
            where workspace = @workspace and programme = @programme and kind = 'group'
              and name in (select value from json_each(@groups))))`,
    },
    params: {
      workspace: given.workspace,
      programme: given.programme,
      cohorts: listed(given.rows.map(({ cohort }) => cohort)),
      groups: groups(given),
    },
  }),
  groups: (given: Asked): Query => ({
    sql: {
      sqlite: `select id, name, cohort_id from unit where workspace = @workspace and programme = @programme
        and kind = 'group' and name in (select value from json_each(@groups))`,
    },
    params: {
      workspace: given.workspace,
      programme: given.programme,
      groups: groups(given),
    },
  }),
  addresses: (given: Asked): Query => ({
    sql: {
      sqlite: `select a.id, a.lane_id, a.phone, a.channel, a.our_number, a.opted_out_at
        from json_each(@phones) f join address a on a.phone = f.value and a.workspace = @workspace
        order by a.last_inbound_at desc nulls last, a.created_at, a.id`,
    },
    params: { workspace: given.workspace, phones: phones(given) },
  }),
  people: (given: Asked): Query => ({
    sql: {
      sqlite: `select distinct a.phone, p.id, p.name, p.lane_id, p.created_at, p.blocked_at,
          e.state, e.cohort_id, e.group_id, e.reason
        from json_each(@phones) f join address a on a.phone = f.value and a.workspace = @workspace
        join person_address pa on pa.address_id = a.id join person p on p.id = pa.person_id
        left join enrolment e on e.person_id = p.id and e.programme = @programme
        order by p.created_at, p.id`,
    },
    params: { workspace: given.workspace, programme: given.programme, phones: phones(given) },
  }),
  /** Those of that name in that programme whom no phone reaches: perhaps one of them has got one now. In this order, or SQLite walks through the whole programme. */
  phoneless: (given: Asked): Query => ({
    sql: {
      sqlite: `select p.id, p.name, p.lane_id, p.created_at, p.blocked_at, e.state, e.cohort_id, e.group_id, e.reason
        from json_each(@names) f cross join person p on p.name is not null and ${FOLDED_NAME} = f.value
        cross join enrolment e on e.person_id = p.id and e.programme = @programme
        where p.workspace = @workspace and not exists (select 1 from person_address where person_id = p.id)
        order by p.created_at, p.id`,
    },
    params: {
      workspace: given.workspace,
      programme: given.programme,
      names: names(given),
    },
  }),
  seats: (given: Asked): Query => ({
    sql: {
      sqlite: `select r.cohort_id, r.person_id, r.number from roster r where r.person_id in (
          select pa.person_id from json_each(@phones) f join address a on a.phone = f.value and a.workspace = @workspace
            join person_address pa on pa.address_id = a.id
          union all
          select p.id from json_each(@names) f join person p on p.name is not null and ${FOLDED_NAME} = f.value
            where p.workspace = @workspace)`,
    },
    params: {
      workspace: given.workspace,
      phones: phones(given),
      names: names(given),
    },
  }),
  tombs: ({ workspace, rows }: Asked): Query =>
    tombstonesAt({ workspace, phones: [...new Set(rows.flatMap(({ phone }) => phone ?? []))] }),
  wrong: (given: Asked): Query => ({
    sql: {
      sqlite: `select w.phone, w.person_id, p.name from wrong_number w join person p on p.id = w.person_id
        where w.phone in (select value from json_each(@phones))`,
    },
    params: { phones: phones(given) },
  }),
};
