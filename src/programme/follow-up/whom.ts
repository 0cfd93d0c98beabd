import type { Millis } from '../../base/clock.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { calledSo, FOLDED_NAME, firstNameRange } from '../folded-name.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { meantBy, meantParams } from '../numbered.ts';
import type { Sight } from '../sight.ts';
import { LEFT_ALONE, type Reason, reasonsOf } from './calls.ts';

/** Whom a call is about. */
export interface Called {
  readonly id: string;
  readonly lane: string;
  readonly programme: string;
  readonly state: string;
  readonly name: string;
  /** E.164; where others are reached there too, so are they. */
  readonly phones: readonly string[];
  readonly addresses: readonly string[];
  readonly reasons: readonly Reason[];
  readonly greetedAt: Millis | null;
  /** She is not to be called now, and why is nobody's affair. */
  readonly leftAlone: boolean;
}

export interface Whom {
  /** A number of her list of today, else of the roster; else a name, with the cohort's where two share it. */
  readonly who?: string | undefined;
  /** In its place. */
  readonly person?: { readonly id: string; readonly programme: string } | undefined;
  readonly sight: Sight;
  readonly staff: string;
  readonly timezone: string;
}

const COLUMNS = `p.id, p.lane_id, coalesce(p.name, '') as name, e.programme, e.state, coalesce(c.name, '') as cohort,
  (select json_group_array(distinct a.phone) from person_address pa join address a on a.id = pa.address_id
    where pa.person_id = p.id and a.phone is not null) as phones,
  (select json_group_array(pa.address_id) from person_address pa where pa.person_id = p.id) as addresses,
  ${reasonsOf('p.id', 'e.programme')} as reasons, ${LEFT_ALONE} as left_alone,
  (select max(at) from contact_try t where t.person_id = p.id and t.outcome = 'greeted' and t.undone_at is null) as greeted_at`;

/** All she may mean: by her list, by the roster, by name. Rows say which in `by`. */
export function whomQuery({ who = '', person, sight, staff, timezone }: Whom, now: Millis): Query {
  const seen = enrolmentInSight(sight);
  const n = /^\d{1,4}$/.test(who) ? Number(who) : undefined;
  const { head, tail } = firstNameRange(n === undefined ? who : '');
  const from = `from enrolment e join person p on p.id = e.person_id left join cohort c on c.id = e.cohort_id`;
  const open = `${seen.sql} and p.blocked_at is null and p.erased_at is null and e.state in ('active', 'paused', 'completed')`;
  return {
    sql: {
      sqlite: `select 'list' as by, ${COLUMNS} ${from}
          join (${meantBy('calls')}) m on m.about = e.person_id where ${open}
        union all
        select 'roster', ${COLUMNS} from cohort c cross join roster r on r.cohort_id = c.id and r.number = @num_n and r.until is null
          join enrolment e on e.person_id = r.person_id and e.cohort_id = c.id join person p on p.id = e.person_id where ${open}
        union all
        select 'name', ${COLUMNS} ${from} where @head <> '' and ${open}
          and p.id in (select id from person where name is not null and ${FOLDED_NAME} >= @head and ${FOLDED_NAME} < @tail)
        union all
        select 'id', ${COLUMNS} ${from} where e.person_id = @person and e.programme = @programme and ${open}`,
    },
    params: {
      ...seen.params,
      ...meantParams(staff, n, now, timezone),
      head,
      tail,
      person: person?.id ?? '',
      programme: person?.programme ?? '',
    },
  };
}

/** The one she means; how many else. */
export function whomIn(rows: readonly SqlRow[], who = ''): Called | 'unknown' | 'several' {
  const first =
    (['id', 'list', 'roster', 'name'] as const)
      .map((by) => rows.filter((row) => row['by'] === by))
      .find((some) => some.length > 0) ?? [];
  const found = first[0]?.['by'] === 'name' ? named(first, who) : first;
  const ids = new Set(found.map((row) => row['id']));
  if (ids.size !== 1) return ids.size === 0 ? 'unknown' : 'several';
  const [row] = found;
  return {
    id: String(row!['id']),
    lane: String(row!['lane_id']),
    programme: String(row!['programme']),
    state: String(row!['state']),
    name: String(row!['name']),
    phones: JSON.parse(String(row!['phones'])) as string[],
    addresses: JSON.parse(String(row!['addresses'])) as string[],
    reasons: JSON.parse(String(row!['reasons'])) as Reason[],
    greetedAt: row!['greeted_at'] as number | null,
    leftAlone: row!['left_alone'] === 1,
  };
}

/** "Ana grupo-a": the cohort tells two of a name apart. */
function named(rows: readonly SqlRow[], who: string): readonly SqlRow[] {
  const said = normalise(who);
  const nameOf = (row: SqlRow) => String(row['name']);
  const within = rows.filter((row) => row['cohort'] !== '' && said.endsWith(` ${normalise(String(row['cohort']))}`));
  const ofCohort = within.flatMap((row) =>
    calledSo([row], nameOf, said.slice(0, said.length - normalise(String(row['cohort'])).length).trim()),
  );
  return ofCohort.length > 0 ? ofCohort : calledSo(rows, nameOf, who);
}
