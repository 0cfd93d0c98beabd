import { z } from 'zod';
import type { ErrorCode } from '../../base/errors.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { calledSo } from '../folded-name.ts';
import { enrolmentInSight } from '../in-sight.ts';
import { type Job, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import type { Role } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import type { Refusal } from '../refusal.ts';
import { shellSight, sightOf, sightQuery } from '../sight.ts';
import { type Application, applicationOf, applicationsQuery } from './applications.ts';

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

/** What every operation on one application takes. */
export const askedFields = {
  /** Her name or id; the name of her site or cohort may stand behind it. */
  who: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
};
export interface Asked {
  readonly who: string;
  readonly programme?: string | undefined;
  readonly by: { readonly kind: 'staff' | 'token' | 'shell' | 'system'; readonly id: string };
  readonly workspace: string;
  readonly job?: Job | undefined;
}

export const askedReads = {
  applications: ({ who, programme, workspace }: Asked): Query =>
    applicationsQuery({ programme: programme ?? null, seen: enrolmentInSight(shellSight(workspace)), who }),
  roles: ({ by, workspace }: Asked): Query => sightQuery(workspace, by.kind === 'staff' ? by.id : ''),
  packs: (): Query => packFactsQuery(),
};

/** Who may score: those who work with her. Who may decide: whoever answers for the programme. */
export const SCORERS: readonly Role[] = ['admin', 'coordinator', 'deputy', 'facilitator', 'counsellor'];
export const DECIDERS: readonly Role[] = ['admin', 'coordinator'];

export const refusal = (code: ErrorCode, key: string, vars: StaffLine['vars'] = {}): Refusal => ({
  code,
  line: { key: `selection.${key}`, vars },
});

export type Found = Application & { readonly row: SqlRow };

/** The application that is meant, if whoever asks sees it and has one of the roles in its programme. */
export function applicationIn(loaded: Loaded, asked: Asked, roles: readonly Role[]): Found | Refusal {
  const { who, by, workspace } = asked;
  const sight = by.kind === 'staff' ? sightOf(workspace, loaded['roles'] ?? []) : shellSight(workspace);
  const seen = (loaded['applications'] ?? []).filter((row) => {
    if (!sight || (sight.programmes !== null && !sight.programmes.includes(String(row['programme'])))) return false;
    return sight.within === null || PLACES.some((place) => sight.within!.includes(String(row[place])));
  });
  const found = meant(seen, who);
  const [row, other] = found;
  if (!row) return refusal('TARGET_UNKNOWN', 'unknown', { who });
  if (other)
    return refusal('TARGET_SEVERAL', 'several', {
      who,
      site: String(found.find((one) => one['site'])?.['site'] ?? 'la-mesa'),
    });
  if (by.kind === 'staff' && !(loaded['roles'] ?? []).some((one) => may(one, row, roles)))
    return refusal('SELECTION_NOT_YOURS', roles === DECIDERS ? 'not-you' : 'not-you-score');
  return { ...applicationOf(row), row };
}

const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];

const may = (duty: SqlRow, row: SqlRow, roles: readonly Role[]): boolean =>
  roles.includes(duty['role'] as Role) && (duty['programme'] === '' || duty['programme'] === row['programme']);

function meant(rows: readonly SqlRow[], who: string): readonly SqlRow[] {
  const byId = rows.filter((row) => row['id'] === who);
  if (byId.length > 0) return byId;
  const named = calledSo(rows, (row) => String(row['name']), who);
  if (named.length > 0) return named;
  const [, name = '', place = ''] = /^(.+)\s(\S+)$/.exec(who) ?? [];
  if (name === '') return [];
  const slug = place.toLowerCase();
  return calledSo(rows, (row) => String(row['name']), name).filter(
    (row) => row['site'] === slug || row['cohort'] === slug,
  );
}

/** How the programme of an application chooses. */
export function selectionOf(loaded: Loaded, programme: string) {
  const pack = packFactsIn(loaded['packs']).find((one) => one.programme === programme);
  return pack?.selection ?? { criteria: [] };
}
