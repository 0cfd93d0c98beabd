import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { FOLDED_NAME } from '../folded-name.ts';
import { enrolmentInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';
import type { Slice } from './enrolling.ts';

/** Somebody whom a list may mean, as she stands now. */
export interface Known {
  readonly id: string;
  /** Null: she was found by her name, since no phone reaches her. */
  readonly phone: string | null;
  readonly name: string;
  readonly language: string | null;
  readonly profile: Readonly<Record<string, unknown>>;
  readonly site: string | null;
  readonly stage: string | null;
  readonly partner: string | null;
  /** Takes no part in this programme, or a part that the importer sees. */
  readonly seen: boolean;
}

/** Cohorts have names too. */
const FOLDED = FOLDED_NAME.replace('lower(name)', 'lower(p.name)');

/** All that a preview compares a list with: those at its phones, and those of its names whom no phone reaches. */
export function knownQuery({ workspace, programme, rows }: Slice, sight: Sight): Query {
  const reach = enrolmentInSight(sight);
  const columns = `p.id, p.name, p.language, p.profile, e.site_id, e.stage_id, e.partner_id,
    case when e.person_id is null then 1 else (${reach.sql}) end as seen`;
  const joins = `left join enrolment e on e.person_id = p.id and e.programme = @programme left join cohort c on c.id = e.cohort_id`;
  return {
    sql: {
      sqlite: `select a.phone, ${columns} from json_each(@phones) f
          join address a on a.phone = f.value and a.workspace = @workspace
          join person_address pa on pa.address_id = a.id join person p on p.id = pa.person_id ${joins}
        union select null, ${columns} from json_each(@names) f
          join person p on p.name is not null and ${FOLDED} = f.value ${joins}
          where p.workspace = @workspace and not exists (select 1 from person_address where person_id = p.id)
        order by 2`,
    },
    params: {
      ...reach.params,
      workspace,
      programme,
      phones: JSON.stringify([...new Set(rows.flatMap(({ row }) => row.phone ?? []))]),
      names: JSON.stringify([...new Set(rows.map(({ row }) => normalise(row.name)))]),
    },
  };
}

export const knownOf = (row: SqlRow): Known => ({
  id: String(row['id']),
  phone: row['phone'] as string | null,
  name: String(row['name'] ?? ''),
  language: row['language'] as string | null,
  profile: JSON.parse(String(row['profile'])) as Known['profile'],
  site: row['site_id'] as string | null,
  stage: row['stage_id'] as string | null,
  partner: row['partner_id'] as string | null,
  seen: row['seen'] === 1,
});
