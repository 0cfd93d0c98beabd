import { z } from 'zod';
import { MINUTE } from '../../base/clock.ts';
import { localMoment } from '../../domain/time.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import { packFactsQuery } from '../pack-facts.ts';
import { eventFields, sessionRows } from '../planned-session.ts';
import { type Refusal, refused } from '../refusal.ts';
import { auditedChange, changed, changeReads, toldLines } from './change.ts';
import { type Found, isCalled, namedFields, namedReads, refusal, sightFor, varsOf } from './named.ts';

const { by, workspace, job } = namedFields;
const input = z.strictObject({
  /** Name or id of its cohort; absent: the only one. A group or site of it by `group`, `site`. */
  cohort: z.string().trim().min(1).max(80).optional(),
  programme: z.string().optional(),
  group: z.string().trim().min(1).max(80).optional(),
  title: z.string().trim().min(1).max(120),
  day: z.iso.date(),
  at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'an hour such as 16:00 is expected'),
  minutes: z.number().int().min(5).max(1_440).default(120),
  place: z.string().trim().min(1).max(120).optional(),
  ...eventFields,
  by,
  workspace,
  job,
});
type Input = z.output<typeof input>;

export interface Added {
  readonly id?: string;
  /** What staff type: s5. */
  readonly session?: string;
  readonly starts?: number;
  readonly told?: number;
}

/**
 * One more session of a cohort or of one of its groups, or an event. Everybody expected is told once; to an event they
 * are asked when its invitations go. Throws COHORT_UNKNOWN, COHORT_SEVERAL, GROUP_UNKNOWN, SESSION_PAST.
 */
export const add: Operation<Input, Added> = {
  name: 'session.add',
  input: input as z.ZodType<Input>,
  reads: {
    ...changeReads,
    sight: namedReads.sight,
    packs: () => packFactsQuery(),
    cohorts: ({ workspace, programme }) => ({
      sql: {
        sqlite: `select c.id, c.name, c.programme, coalesce(t.timezone, c.timezone) as timezone, c.site_id, c.stage_id, c.partner_id,
            (select json_group_array(json_object('id', g.id, 'name', g.name)) from unit g where g.cohort_id = c.id and g.kind = 'group')
              as groups,
            (select coalesce(max(cast(substr(s.plan_id, 2) as integer)), 0) from session s
              where s.cohort_id = c.id and s.plan_id glob 's[0-9]*') as last,
            (select count(*) from roster r where r.cohort_id = c.id and r.until is null) as people
          from cohort c left join unit t on t.id = c.site_id
          where c.workspace = @workspace and (@programme is null or c.programme = @programme)`,
      },
      params: { workspace, programme: programme ?? null },
    }),
  },
  decide(loaded, asked, at) {
    const { now, newId } = at;
    const { job, workspace } = asked;
    const place = placeIn(loaded, asked);
    if ('line' in place) return refused(place, job, {}, now);
    const { cohort, group } = place;
    const zone = String(cohort['timezone']);
    const starts = localMoment(asked.day, asked.at, zone);
    const ends = starts + asked.minutes * MINUTE;
    const id = newId();
    const plan = `s${Number(cohort['last']) + 1}`;
    const found: Found = {
      ...{ id, plan, title: asked.title, kind: asked.kind, starts, ends, place: asked.place ?? null, cancelled: false },
      ...{ cohortId: String(cohort['id']), cohort: String(cohort['name']), groupId: group, timezone: zone },
      ...{ programme: String(cohort['programme']), capacity: asked.capacity ?? null, openTo: asked.openTo },
      ...{ word: null, why: null, expected: asked.kind === 'event' ? 0 : Number(cohort['people']), row: {} },
    };
    const vars = varsOf(found);
    if (starts <= now) return refused(refusal('SESSION_PAST', 'past', vars), job, {}, now);
    const { cohort: _, group: __, title, place: where, by, job: ___, ...fields } = asked;
    const rows = sessionRows(
      {
        ...fields,
        id,
        cohort: found.cohortId,
        plan,
        title,
        starts,
        ends,
        place: where,
        group: group ?? undefined,
        workspace,
      },
      at,
    );
    const quietly = asked.kind === 'event';
    const change = changed(found, { kind: 'added', was: null, is: found, quietly }, asked, loaded['codes'] ?? [], at);
    const lines = [
      { key: found.place ? 'sessions.added-at' : 'sessions.added', vars },
      ...(quietly
        ? [
            { key: 'sessions.invites', vars },
            ...(change.code === undefined ? [] : [{ key: 'sessions.undo', vars: { code: change.code } }]),
          ]
        : toldLines(found, found, change, loaded['packs'], now)),
    ];
    return {
      rows: [
        ...rows,
        ...change.rows,
        auditedChange('session.add', found, { by, workspace }, now),
        ...jobDone(job, lines, now),
      ],
      statements: change.statements,
      output: { id, session: plan, starts, told: found.expected },
    };
  },
};

/** Where it goes: the cohort that is named, or the only one; and the group of it. */
export function placeIn(
  loaded: Readonly<Record<string, readonly SqlRow[]>>,
  asked: Pick<Input, 'cohort' | 'group' | 'by' | 'workspace'>,
): { readonly cohort: SqlRow; readonly group: string | null } | Refusal {
  const sight = sightFor(loaded, asked);
  const seen = (loaded['cohorts'] ?? []).filter((row) => {
    if (!sight || (sight.programmes !== null && !sight.programmes.includes(String(row['programme'])))) return false;
    const { within } = sight;
    if (within === null) return true;
    const places = [
      row['id'],
      row['site_id'],
      row['stage_id'],
      row['partner_id'],
      ...groupsOf(row).map(({ id }) => id),
    ];
    return places.some((one) => one !== null && within.includes(String(one)));
  });
  const known = seen.map((row) => String(row['name'])).join(', ');
  const named = asked.cohort;
  const byGroup = named === undefined ? [] : seen.flatMap((row) => groupsOf(row).map((group) => ({ row, group })));
  const found = named === undefined ? seen : seen.filter((row) => row['id'] === named || isCalled(row['name'], named));
  const inGroup = found.length > 0 ? [] : byGroup.filter(({ group }) => isCalled(group.name, named!));
  if (inGroup.length === 1) return { cohort: inGroup[0]!.row, group: inGroup[0]!.group.id };
  const [cohort, other] = found;
  if (!cohort) return refusal('COHORT_UNKNOWN', 'no-cohort', { name: named ?? '', programme: '', known });
  if (other) return refusal('COHORT_SEVERAL', 'which-cohort', { known });
  if (asked.group === undefined) return { cohort, group: null };
  const group = groupsOf(cohort).find(({ name }) => isCalled(name, asked.group!));
  return group
    ? { cohort, group: group.id }
    : refusal('GROUP_UNKNOWN', 'no-group', { group: asked.group, cohort: String(cohort['name']) });
}

function groupsOf(row: SqlRow): readonly { readonly id: string; readonly name: string }[] {
  return JSON.parse(String(row['groups'] ?? '[]'));
}
