import type { Query, SqlRow } from '../store/port.ts';
import { normalise } from '../text/normalise.ts';
import type { By } from './audit.ts';
import type { StaffLine } from './manifest.ts';
import { firstName, type Role } from './on-duty.ts';
import { type Sight, shellSight, sightOf, sightQuery } from './sight.ts';

/** Whom somebody means by a name: a cohort, or one person, in what she may steer. */
export interface Meant {
  readonly workspace: string;
  readonly who: string;
  readonly programme?: string | undefined;
  readonly by: By;
}

export type Target =
  | { readonly is: 'cohort'; readonly id: string; readonly name: string; readonly people: number }
  | {
      readonly is: 'person';
      readonly id: string;
      readonly name: string;
      readonly lane: string;
      readonly programme: string;
      readonly state: string;
    };

/** Why nobody is meant: the line that staff read, and the error of the shell. */
export interface Unclear {
  readonly code: 'TARGET_UNKNOWN' | 'TARGET_SEVERAL';
  readonly line: StaffLine;
}

export const STEERS: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator'];

/** What `targetIn` decides by. People are read only where no cohort has that name. */
export const targetReads = {
  cohorts: ({ workspace }: Meant): Query => ({
    sql: {
      sqlite: `select id, name, programme,
          (select count(*) from roster r where r.cohort_id = c.id and r.until is null) as people
        from cohort c where workspace = @workspace`,
    },
    params: { workspace },
  }),
  people: ({ workspace, who, programme }: Meant): Query => ({
    sql: {
      sqlite: `select p.id, p.name, p.lane_id, e.programme, e.state, e.cohort_id, e.group_id, c.name as cohort
        from enrolment e join person p on p.id = e.person_id left join cohort c on c.id = e.cohort_id
        where e.workspace = @workspace and (@programme is null or e.programme = @programme) and p.name is not null
          and not exists (select 1 from cohort where workspace = @workspace and name = @slug)`,
    },
    params: { workspace, programme: programme ?? null, slug: slugOf(who) },
  }),
  sight: ({ workspace, by }: Meant): Query => sightQuery(workspace, by.kind === 'staff' ? by.id : ''),
};

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

/** Where two share a name, the cohort's beside it tells them apart: "Ana grupo-a". `roles`: who may, where it is not who steers. */
export function targetIn(loaded: Loaded, meant: Meant, roles: readonly Role[] = STEERS): Target | Unclear {
  const { who, by } = meant;
  const sight = by.kind === 'staff' ? sightOf(meant.workspace, loaded['sight'] ?? []) : shellSight(meant.workspace);
  const sees = (programme: unknown, ...places: unknown[]): boolean =>
    sight?.roles.some((role) => roles.includes(role)) === true && isWithin(sight, meant, programme, places);
  const slug = slugOf(who);
  const cohorts = (loaded['cohorts'] ?? []).filter((row) => row['name'] === slug && sees(row['programme'], row['id']));
  if (cohorts.length === 1) {
    const [row] = cohorts;
    return { is: 'cohort', id: String(row!['id']), name: String(row!['name']), people: Number(row!['people']) };
  }
  const people =
    cohorts.length > 1
      ? []
      : (loaded['people'] ?? []).filter(
          (row) => isCalled(row, who) && sees(row['programme'], row['cohort_id'], row['group_id']),
        );
  const found = cohorts.length + people.length;
  if (found !== 1) {
    const several = found > 1;
    return {
      code: several ? 'TARGET_SEVERAL' : 'TARGET_UNKNOWN',
      line: { key: several ? 'standing.several' : 'standing.unknown', vars: { who } },
    };
  }
  const [row] = people;
  return {
    is: 'person',
    id: String(row!['id']),
    name: firstName(row!['name']),
    lane: String(row!['lane_id']),
    programme: String(row!['programme']),
    state: String(row!['state']),
  };
}

function isWithin(sight: Sight, { programme: only }: Meant, programme: unknown, places: readonly unknown[]): boolean {
  if (only !== undefined && programme !== only) return false;
  if (sight.programmes !== null && !sight.programmes.includes(String(programme))) return false;
  return sight.within === null || places.some((place) => sight.within!.includes(String(place)));
}

function isCalled(row: SqlRow, who: string): boolean {
  const said = normalise(who);
  const whole = normalise(String(row['name']));
  const names = [whole, whole.split(' ')[0]!];
  const cohort = normalise(String(row['cohort'] ?? ''));
  return names.some((name) => said === name || (cohort !== '' && said === `${name} ${cohort}`));
}

/** "Grupo A" is grupo-a. */
function slugOf(text: string): string {
  return normalise(text).replace(/[^\p{L}\p{N}]+/gu, '-');
}
