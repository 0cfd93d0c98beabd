import { z } from 'zod';
import { RecadoError } from '../base/errors.ts';
import type { Query, SqlRow } from '../store/port.ts';
import { bySchema } from './audit.ts';
import { calledSo, FOLDED_NAME, firstNameRange } from './folded-name.ts';
import { enrolmentInSight } from './in-sight.ts';
import { type Job, jobSchema } from './job.ts';
import { knownProgramme } from './known-programme.ts';
import { firstName, type Role } from './on-duty.ts';
import type { Refusal } from './refusal.ts';
import type { RouteContext } from './route.ts';
import { shellSight, sightOf, sightQuery } from './sight.ts';

/** What every operation about one learner takes. */
export const learnerFields = {
  /** Her id, her name, or her first name; the name of her cohort may stand behind it. */
  who: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
};
export interface LearnerAsked {
  readonly who: string;
  readonly programme?: string | undefined;
  readonly by: { readonly kind: 'staff' | 'token' | 'shell' | 'system'; readonly id: string };
  readonly workspace: string;
  readonly job?: Job | undefined;
}

export interface Learner {
  readonly id: string;
  /** First name only. */
  readonly name: string;
  readonly lane: string;
  readonly programme: string;
}

const FOLDED = FOLDED_NAME.replaceAll('name', 'p.name');
const MEANT = `p.workspace = @workspace and p.blocked_at is null and p.erased_at is null
  and (p.id = @who or p.name is not null and ${FOLDED} >= @head and ${FOLDED} < @tail)`;

/** Parameters of `MEANT_IDS`, beside @workspace. */
export function meantParams({ who, workspace }: LearnerAsked) {
  return { who, workspace, ...firstNameRange(who) };
}

/** Ids of all who may be meant: for what else is read of her in the same operation. */
export const MEANT_IDS = `select p.id from person p where ${MEANT}`;

/** What `learnerIn` decides by. */
export const learnerReads = {
  learners: (asked: LearnerAsked): Query => ({
    sql: {
      sqlite: `select p.id, p.name, p.lane_id, e.programme, e.cohort_id, e.group_id, coalesce(e.site_id, c.site_id) as site_id,
          coalesce(e.stage_id, c.stage_id) as stage_id, coalesce(e.partner_id, c.partner_id) as partner_id, c.name as cohort
        from person p join enrolment e on e.person_id = p.id left join cohort c on c.id = e.cohort_id
        where ${MEANT} and (@programme is null or e.programme = @programme) order by p.id, e.programme`,
    },
    params: { ...meantParams(asked), programme: asked.programme ?? null },
  }),
  learnerSight: ({ workspace, by }: LearnerAsked): Query => sightQuery(workspace, by.kind === 'staff' ? by.id : ''),
};

const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];

/** The one learner who is meant, among those whom whoever asks looks after and may record something of. */
export function learnerIn(
  loaded: Readonly<Record<string, readonly SqlRow[]>>,
  asked: LearnerAsked,
  roles: readonly Role[],
): Learner | Refusal {
  const { who, by, workspace } = asked;
  const sight = by.kind === 'staff' ? sightOf(workspace, loaded['learnerSight'] ?? []) : shellSight(workspace);
  const may = sight?.roles.some((role) => roles.includes(role)) === true;
  const seen = (loaded['learners'] ?? []).filter((row) => {
    if (!sight || !may) return false;
    if (sight.programmes !== null && !sight.programmes.includes(String(row['programme']))) return false;
    return sight.within === null || PLACES.some((place) => sight.within!.includes(String(row[place])));
  });
  const [row, other] = meant(seen, who);
  if (!row) return { code: 'TARGET_UNKNOWN', line: { key: 'standing.unknown', vars: { who } } };
  if (other) return { code: 'TARGET_SEVERAL', line: { key: 'standing.several', vars: { who } } };
  return {
    id: String(row['id']),
    name: firstName(row['name']),
    lane: String(row['lane_id']),
    programme: String(row['programme']),
  };
}

function meant(rows: readonly SqlRow[], who: string): readonly SqlRow[] {
  const byId = rows.filter((row) => row['id'] === who);
  if (byId.length > 0) return byId;
  const named = calledSo(rows, (row) => String(row['name']), who);
  if (named.length > 0) return named;
  const [, name = '', cohort = ''] = /^(.+)\s(\S+)$/.exec(who) ?? [];
  if (name === '') return [];
  return calledSo(rows, (row) => String(row['name']), name).filter((row) => row['cohort'] === cohort.toLowerCase());
}

/**
 * Of a route: she is the caller's to see, and a role of the caller's may record something of her. What an operation is then told of
 * whoever does it. Throws SIGHT_DENIED, PROGRAMME_UNKNOWN, ROLE_MISSING, TARGET_UNKNOWN.
 */
export async function mayRecord(
  person: string,
  programme: string,
  roles: readonly Role[],
  { read, sight, programmes, by }: RouteContext,
) {
  knownProgramme(programme, programmes, sight);
  if (!sight.roles.some((role) => roles.includes(role))) throw new RecadoError('ROLE_MISSING');
  const seen = enrolmentInSight(sight);
  const [found] = await read({
    sql: {
      sqlite: `select 1 from enrolment e left join cohort c on c.id = e.cohort_id
        where e.person_id = @person and e.programme = @programme and ${seen.sql}`,
    },
    params: { ...seen.params, person, programme },
  });
  if (!found) throw new RecadoError('TARGET_UNKNOWN', { who: person });
  return { who: person, programme, by, workspace: sight.workspace } as const;
}

/** Nothing was done: whoever asked from a phone reads why; a shell and the API get the error. */
