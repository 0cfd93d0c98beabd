import { z } from 'zod';
import type { ErrorCode } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { type By, bySchema } from '../audit.ts';
import { FOLDED_NAME } from '../folded-name.ts';
import { type Job, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName, type Role } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import type { Refusal } from '../refusal.ts';
import { shellSight, sightOf, sightQuery } from '../sight.ts';

/** Who buys, brings and hands over. */
export const BUYERS: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'counsellor'];

/** What every operation on the ledger of an enterprise takes. */
export const businessFields = {
  /** Its id or name. */
  enterprise: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  /** Local day; today where it is not said. */
  on: z.iso.date().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
};
export interface OfBusiness {
  readonly enterprise: string;
  readonly programme?: string | undefined;
  readonly on?: string | undefined;
  readonly by: By;
  readonly workspace: string;
  readonly job?: Job | undefined;
}

export interface Business {
  readonly id: string;
  readonly name: string;
  readonly programme: string;
  readonly currency: string;
  /** Local, of `on` or now. */
  readonly day: string;
  readonly today: string;
  readonly people: readonly Member[];
}

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly lane: string;
  readonly unsafe: boolean;
  readonly reached: boolean;
}

export const businessReads = {
  business: ({ enterprise, programme, workspace }: OfBusiness): Query => ({
    sql: {
      sqlite: `with found as (select id, name as business, programme from enterprise where workspace = @workspace
            and (@programme is null or programme = @programme) and ended_at is null and (id = @enterprise or ${FOLDED_NAME} = @folded))
        select f.id as enterprise_id, f.business, f.programme, p.id, p.name, p.lane_id,
          e.cohort_id, e.group_id, coalesce(e.site_id, c.site_id) as site_id, coalesce(e.stage_id, c.stage_id) as stage_id,
          coalesce(e.partner_id, c.partner_id) as partner_id,
          coalesce(json_extract(p.profile, '$.safe_to_write') = 'no', 0) as unsafe,
          exists (select 1 from person_address t join address a on a.id = t.address_id
            where t.person_id = p.id and t.silent_since is null and a.opted_out_at is null and a.dead_at is null) as reached
        from found f left join enterprise_member m on m.enterprise_id = f.id and m.until is null
        left join person p on p.id = m.person_id and p.blocked_at is null and p.erased_at is null
        left join enrolment e on e.person_id = p.id and e.programme = f.programme left join cohort c on c.id = e.cohort_id
        order by m.since, p.name, p.id`,
    },
    params: { workspace, programme: programme ?? null, enterprise, folded: normalise(enterprise) },
  }),
  roles: ({ by, workspace }: OfBusiness): Query => sightQuery(workspace, by.kind === 'staff' ? by.id : ''),
  packs: (): Query => packFactsQuery(),
};

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

export const refusal = (code: ErrorCode, key: string, vars: StaffLine['vars'] = {}): Refusal => ({
  code,
  line: { key: `input.${key}`, vars },
});

/** The enterprise that is meant, if whoever asks works with somebody in it. */
export function businessIn(loaded: Loaded, asked: OfBusiness, now: number): Business | Refusal {
  const { by, workspace, enterprise: name } = asked;
  const sight = by.kind === 'staff' ? sightOf(workspace, loaded['roles'] ?? []) : shellSight(workspace);
  const rows = (loaded['business'] ?? []).filter(
    (row) =>
      sight?.roles.some((role) => BUYERS.includes(role)) === true &&
      (sight.programmes?.includes(String(row['programme'])) ?? true),
  );
  const within = (row: SqlRow) => PLACES.some((place) => sight!.within!.includes(String(row[place])));
  const ids = [...new Set(rows.map((row) => row['enterprise_id']))].filter(
    (id) => sight!.within === null || rows.some((row) => row['enterprise_id'] === id && within(row)),
  );
  if (ids.length !== 1)
    return refusal(
      ids.length === 0 ? 'ENTERPRISE_UNKNOWN' : 'TARGET_SEVERAL',
      ids.length === 0 ? 'unknown' : 'several',
      {
        who: name,
      },
    );
  const mine = rows.filter((row) => row['enterprise_id'] === ids[0]);
  const programme = String(mine[0]!['programme']);
  const pack = packFactsIn(loaded['packs']).find((one) => one.programme === programme);
  const today = localDate(now, pack?.timezone ?? 'UTC');
  return {
    id: String(ids[0]),
    name: String(mine[0]!['business']),
    programme,
    currency: pack?.currency ?? 'MXN',
    day: asked.on ?? today,
    today,
    people: mine
      .filter((row) => row['id'] !== null)
      .map((row) => ({
        id: String(row['id']),
        name: firstName(row['name']),
        lane: String(row['lane_id']),
        unsafe: row['unsafe'] === 1,
        reached: row['reached'] === 1,
      })),
  };
}

const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];
