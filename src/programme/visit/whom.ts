import { z } from 'zod';
import type { ErrorCode } from '../../base/errors.ts';
import type { Query, Scalar, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { bySchema } from '../audit.ts';
import { calledSo, FOLDED_NAME, firstNameRange } from '../folded-name.ts';
import { type Job, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName, type Role } from '../on-duty.ts';
import { packFactsQuery } from '../pack-facts.ts';
import type { Refusal } from '../refusal.ts';
import { shellSight, sightOf, sightQuery } from '../sight.ts';

/** Who visits: those who work with her. */
export const VISITORS: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'counsellor'];

/** So many people at one visit: more is an event. */
export const MOST_AT_ONCE = 200;

/** What every operation on a visit takes, to say whom it is about. */
export const whomFields = {
  /** Names or ids of people, a cohort or group, an enterprise. */
  who: z.array(z.string().trim().min(1).max(80)).min(1).max(MOST_AT_ONCE),
  /** Of those the ones who did not come. */
  without: z.array(z.string().trim().min(1).max(80)).max(60).default([]),
  programme: z.string().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
};
export interface Whom {
  readonly who: readonly string[];
  readonly without?: readonly string[];
  readonly programme?: string | undefined;
  readonly by: { readonly kind: 'staff' | 'token' | 'shell' | 'system'; readonly id: string };
  readonly workspace: string;
  readonly job?: Job | undefined;
}

export interface Visited {
  readonly id: string;
  /** First name. */
  readonly name: string;
  readonly lane: string;
  readonly programme: string;
  /** She asked to be let in and is not in yet: the visit is one of selection. */
  readonly applicant: boolean;
  /** The business she works in, the first where they are several. */
  readonly enterprise: string | null;
  /** It is not safe to write to her; others read her phone. */
  readonly unsafe: boolean;
  readonly shared: boolean;
  /** Our messages reach her, and she may be sent them. */
  readonly reached: boolean;
  /** She rests, by her own word or the team's. */
  readonly resting: boolean;
}

export interface Found {
  readonly people: readonly Visited[];
  readonly programme: string;
  /** Of one business: where she works, or the one that was named. */
  readonly enterprise: string | null;
  /** As the answer calls them: "Ana y Luz", "grupo-a". */
  readonly label: string;
  readonly several: boolean;
}

/** Of `person p` and her `enrolment e`: what `Visited` says of writing to her. */
export const MAY_BE_TOLD = `coalesce(json_extract(p.profile, '$.safe_to_write') = 'no', 0) as unsafe,
  coalesce(json_extract(p.profile, '$.shared_phone') = 'yes', 0) or exists (select 1 from person_address a
    join person_address o on o.address_id = a.address_id and o.person_id <> a.person_id where a.person_id = p.id) as shared,
  e.state = 'paused' as resting,
  e.state <> 'invited' and exists (select 1 from person_address t join address a on a.id = t.address_id
    where t.person_id = p.id and t.silent_since is null and a.opted_out_at is null and a.dead_at is null) as reached`;
const PERSON = `p.id, p.name, p.lane_id, e.programme, e.state, e.cohort_id, e.group_id, e.site_id, e.stage_id, e.partner_id,
  c.name as cohort, c.site_id as c_site, c.stage_id as c_stage, c.partner_id as c_partner,
  (select m.enterprise_id from enterprise_member m join enterprise b on b.id = m.enterprise_id
    where m.person_id = p.id and m.until is null and b.ended_at is null and b.programme = e.programme
    order by m.since, b.id limit 1) as enterprise_id,
  ${MAY_BE_TOLD}`;
const ENROLLED = `enrolment e join person p on p.id = e.person_id left join cohort c on c.id = e.cohort_id`;
const ALIVE = `e.workspace = @workspace and (@programme is null or e.programme = @programme)
  and p.blocked_at is null and p.erased_at is null and e.state not in ('declined', 'withdrawn')`;

/** Everybody who may be meant by a name or an id of @ranges. */
export const CALLED = `called as (
          select x.id from json_each(@ranges) r join person x on x.id = json_extract(r.value, '$.id')
          union select x.id from json_each(@ranges) r join person x
            on ${FOLDED_NAME} between json_extract(r.value, '$.head') and json_extract(r.value, '$.tail'))`;
export const rangesOf = (names: readonly string[]): string =>
  JSON.stringify(names.map((id) => ({ id, ...firstNameRange(id) })));

/** "Grupo A" is grupo-a. */
const slug = (text: string): string => normalise(text).replace(/[^\p{L}\p{N}]+/gu, '-');

export const whomReads = {
  named: ({ who, without = [], workspace, programme }: Whom): Query => ({
    sql: {
      sqlite: `with ${CALLED}
        select ${PERSON} from called f join ${ENROLLED} where p.id = f.id and ${ALIVE}`,
    },
    params: {
      workspace,
      programme: programme ?? null,
      ranges: rangesOf([...who, ...without]),
    },
  }),
  together: ({ who, workspace, programme }: Whom): Query => ({
    sql: {
      sqlite: `with place as (
          select id, name as key, name, 'cohort' as kind from cohort
            where workspace = @workspace and name in (select value from json_each(@slugs))
          union all select id, name, title, 'group' from unit
            where workspace = @workspace and kind = 'group' and name in (select value from json_each(@slugs))
          union all select id, ${FOLDED_NAME}, name, 'enterprise' from enterprise
            where workspace = @workspace and ended_at is null and ${FOLDED_NAME} in (select value from json_each(@folded)))
        select k.id as place, k.key, k.name as place_name, k.kind, ${PERSON} from place k join ${ENROLLED}
        where ${ALIVE} and case k.kind
          when 'cohort' then exists (select 1 from roster r where r.cohort_id = k.id and r.person_id = p.id and r.until is null)
          when 'group' then e.group_id = k.id
          else exists (select 1 from enterprise_member m join enterprise b on b.id = m.enterprise_id
            where m.enterprise_id = k.id and m.person_id = p.id and m.until is null and b.programme = e.programme) end
        order by p.name, p.id`,
    },
    params: {
      workspace,
      programme: programme ?? null,
      slugs: JSON.stringify(who.map(slug)),
      folded: JSON.stringify(who.map(normalise)),
    },
  }),
  roles: ({ by, workspace }: Whom): Query => sightQuery(workspace, by.kind === 'staff' ? by.id : ''),
  me: ({ by }: Whom): Query => ({
    sql: { sqlite: 'select name from person where id = @id' },
    params: { id: by.kind === 'staff' ? by.id : '' },
  }),
  packs: (): Query => packFactsQuery(),
};

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

export const refusal = (code: ErrorCode, key: string, vars: StaffLine['vars'] = {}): Refusal => ({
  code,
  line: { key, vars },
});

/** Whom she means, of those she works with: each once, all of one programme. */
export function foundIn(loaded: Loaded, asked: Whom): Found | Refusal {
  const { by, workspace, who, without = [] } = asked;
  const sight = by.kind === 'staff' ? sightOf(workspace, loaded['roles'] ?? []) : shellSight(workspace);
  const mine = sight?.roles.some((role) => VISITORS.includes(role)) === true;
  const sees = (row: SqlRow): boolean =>
    mine &&
    (sight!.programmes?.includes(String(row['programme'])) ?? true) &&
    (sight!.within === null || PLACES.some((place) => sight!.within!.includes(String(row[place]))));
  const named = (loaded['named'] ?? []).filter(sees);
  const together = (loaded['together'] ?? []).filter(sees);
  const people = new Map<string, SqlRow>();
  let label = '';
  let enterprise: string | null | undefined;
  for (const one of who) {
    const found = whoIs(one, named, together);
    if ('code' in found) return found;
    for (const row of found.rows) people.set(String(row['id']), row);
    label = found.label;
    enterprise = found.enterprise;
  }
  for (const one of without) {
    const gone = calledSo([...people.values()], (row) => String(row['name']), one);
    if (gone.length !== 1)
      return refusal(gone.length === 0 ? 'TARGET_UNKNOWN' : 'TARGET_SEVERAL', unknown(gone.length), { who: one });
    people.delete(String(gone[0]!['id']));
  }
  const all = [...people.values()];
  const first = all[0];
  if (!first) return refusal('TARGET_UNKNOWN', 'standing.unknown', { who: who.join(', ') });
  const programmes = new Set(all.map((row) => row['programme']));
  if (programmes.size > 1) return refusal('TARGET_SEVERAL', 'standing.several', { who: label });
  if (all.length > MOST_AT_ONCE) return refusal('TARGET_SEVERAL', 'visit.too-many', { who: label, n: all.length });
  return {
    people: all.map(visitedOf),
    programme: String(first['programme']),
    enterprise: (who.length === 1 ? enterprise : undefined) ?? commonOf(all),
    label: who.length > 1 ? all.map((row) => firstName(row['name'])).join(', ') : label,
    several: all.length > 1,
  };
}

/** The business that all of them work in. */
function commonOf(rows: readonly SqlRow[]): string | null {
  const ids = new Set(rows.map((row) => row['enterprise_id']));
  return ids.size === 1 ? text([...ids][0]) : null;
}

const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id', 'c_site', 'c_stage', 'c_partner'];
const text = (value: Scalar | undefined): string | null => (value == null ? null : String(value));
const unknown = (found: number): string => (found === 0 ? 'standing.unknown' : 'standing.several');

type Meant = { readonly rows: readonly SqlRow[]; readonly label: string; readonly enterprise?: string };

function whoIs(who: string, named: readonly SqlRow[], together: readonly SqlRow[]): Meant | Refusal {
  const groups = together.filter((row) => row['kind'] !== 'enterprise' && row['key'] === slug(who));
  const byId = named.filter((row) => row['id'] === who);
  const called = byId.length > 0 ? byId : personsCalled(who, named);
  const one = new Set(called.map((row) => row['id']));
  if (groups.length > 0 && new Set(groups.map((row) => row['place'])).size === 1)
    return { rows: groups, label: String(groups[0]!['place_name']) };
  if (one.size === 1) {
    // In two programmes: the one she takes part in now.
    const row = called.find(({ state }) => state === 'active') ?? called[0]!;
    return { rows: [row], label: firstName(row['name']) };
  }
  if (one.size > 1) return refusal('TARGET_SEVERAL', 'standing.several', { who });
  const business = together.filter((row) => row['kind'] === 'enterprise' && row['key'] === normalise(who));
  const businesses = new Set(business.map((row) => row['place']));
  if (businesses.size !== 1)
    return refusal(businesses.size === 0 ? 'TARGET_UNKNOWN' : 'TARGET_SEVERAL', unknown(businesses.size), { who });
  const [first] = business;
  return { rows: business, label: String(first!['place_name']), enterprise: String(first!['place']) };
}

/** By her name; her cohort's beside it tells two of one name apart: "Ana grupo-a". */
function personsCalled(who: string, named: readonly SqlRow[]): readonly SqlRow[] {
  const found = calledSo(named, (row) => String(row['name']), who);
  if (found.length > 0) return found;
  const [, name = '', cohort = ''] = /^(.+)\s(\S+)$/.exec(who) ?? [];
  if (name === '') return [];
  return calledSo(named, (row) => String(row['name']), name).filter((row) => row['cohort'] === slug(cohort));
}

const visitedOf = (row: SqlRow): Visited => ({
  id: String(row['id']),
  name: firstName(row['name']),
  lane: String(row['lane_id']),
  programme: String(row['programme']),
  applicant: row['state'] === 'applicant',
  enterprise: text(row['enterprise_id']),
  unsafe: row['unsafe'] === 1,
  shared: row['shared'] === 1,
  reached: row['reached'] === 1,
  resting: row['resting'] === 1,
});
