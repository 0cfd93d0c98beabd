import { z } from 'zod';
import { DAY, type Millis } from '../../base/clock.ts';
import type { ErrorCode } from '../../base/errors.ts';
import { localDate, localTime } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { bySchema } from '../audit.ts';
import { EXPECTED } from '../held.ts';
import { jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import type { Refusal } from '../refusal.ts';
import { type Sight, shellSight, sightOf, sightQuery } from '../sight.ts';
import { STEERS } from '../target.ts';
import type { Held } from './state.ts';

type Loaded = Readonly<Record<string, readonly SqlRow[]>>;

/** How an operation is told which session is meant, and by whom. */
export const namedFields = {
  /** Its id, or what staff type: s4. */
  session: z.string().trim().min(1).max(80),
  /** Name of its cohort, group or site, where several have an s4. */
  where: z.string().trim().min(1).max(80).optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
};
const named = z.strictObject(namedFields);
export type Named = z.output<typeof named>;

/** A session as operations see it. */
export interface Found extends Held {
  readonly id: string;
  readonly plan: string;
  readonly kind: 'session' | 'event';
  readonly cohortId: string;
  readonly cohort: string;
  readonly groupId: string | null;
  readonly programme: string;
  /** Of its site, else of its cohort. */
  readonly timezone: string;
  readonly capacity: number | null;
  readonly openTo: 'cohort' | 'programme';
  readonly word: string | null;
  readonly why: string | null;
  readonly expected: number;
  readonly row: SqlRow;
}

const ROSTER = `r.cohort_id = s.cohort_id and s.kind = 'session' and ${EXPECTED}`;
const SIGNED = `u.session_id = s.id and s.kind = 'event' and u.state in ('in', 'waiting')`;

/** How many hear of what becomes of it, whether it takes place or not: the view `expected` knows only those that do. Wants `session s`. */
export const CONCERNED = `((select count(*) from roster r where ${ROSTER}) + (select count(*) from sign_up u where ${SIGNED}))`;

/** Who they are, of @session. */
export const CONCERNED_BY = `select r.person_id from session s join roster r on ${ROSTER} where s.id = @session
  union all select u.person_id from session s join sign_up u on ${SIGNED} where s.id = @session`;

const COLUMNS = `s.*, c.name as cohort, c.programme, c.site_id as c_site, c.stage_id as c_stage, c.partner_id as c_partner,
  g.name as group_name, t.name as site_name, coalesce(t.timezone, c.timezone) as timezone`;
const FROM = `session s join cohort c on c.id = s.cohort_id left join unit g on g.id = s.group_id
  left join unit t on t.id = coalesce(s.site_id, c.site_id)`;

export const namedReads = {
  sessions: ({ session, workspace }: Named): Query => ({
    sql: {
      sqlite: `select ${COLUMNS}, ${CONCERNED} as expected
        from ${FROM} where s.workspace = @workspace and (s.id = @session or s.plan_id = @plan) order by s.starts_at, s.id`,
    },
    params: { workspace, session, plan: session.toLowerCase() },
  }),
  sight: ({ workspace, by }: Pick<Named, 'workspace' | 'by'>): Query =>
    sightQuery(workspace, by.kind === 'staff' ? by.id : ''),
};

export const refusal = (code: ErrorCode, key: string, vars: StaffLine['vars'] = {}): Refusal => ({
  code,
  line: { key: `sessions.${key}`, vars },
});

/** What is over for so long is not meant, where a newer one has the same name. */
const LONG_OVER = 14 * DAY;

/** The one that is meant, if whoever asks may steer it. */
export function sessionIn(loaded: Loaded, asked: Named, now: Millis): Found | Refusal {
  const { session, where } = asked;
  const seen = seenIn(loaded, asked);
  const here = where === undefined ? seen : seen.filter((row) => isAt(row, where));
  const fresh = here.filter((row) => Number(row['ends_at']) > now - LONG_OVER);
  const found = fresh.length === 1 ? fresh : here;
  const [row, other] = found;
  if (!row) return refusal('SESSION_UNKNOWN', 'unknown', { session });
  if (other) {
    const names = [...new Set(found.map((one) => String(one['group_name'] ?? one['cohort'])))];
    return refusal('SESSION_SEVERAL', 'several', { session, known: names.join(', '), where: names[0]! });
  }
  return foundOf(row);
}

/** Those of `sessions` that she may steer. */
export function seenIn(loaded: Loaded, asked: Pick<Named, 'by' | 'workspace'>): readonly SqlRow[] {
  const sight = sightFor(loaded, asked);
  return (loaded['sessions'] ?? []).filter((row) => sight !== undefined && sees(sight, row));
}

/** It is of that cohort, group or site. */
export const isAt = (row: SqlRow, where: string): boolean => PLACES.some((place) => isCalled(row[place], where));

/** What she may steer; undefined for somebody who steers nothing. */
export function sightFor(loaded: Loaded, { by, workspace }: Pick<Named, 'by' | 'workspace'>): Sight | undefined {
  const sight = by.kind === 'staff' ? sightOf(workspace, loaded['sight'] ?? []) : shellSight(workspace);
  return sight?.roles.some((role) => STEERS.includes(role)) ? sight : undefined;
}

const PLACES = ['cohort', 'group_name', 'site_name'];
const WITHIN = ['cohort_id', 'group_id', 'site_id', 'c_site', 'c_stage', 'c_partner'];

function sees({ programmes, within }: Sight, row: SqlRow): boolean {
  if (programmes !== null && !programmes.includes(String(row['programme']))) return false;
  return within === null || WITHIN.some((column) => row[column] !== null && within.includes(String(row[column])));
}

/** "Grupo A" is grupo-a. */
export function isCalled(name: unknown, said: string): boolean {
  return typeof name === 'string' && normalise(name) === normalise(said);
}

export function foundOf(row: SqlRow): Found {
  return {
    id: String(row['id']),
    plan: String(row['plan_id']),
    title: String(row['title']),
    kind: row['kind'] as Found['kind'],
    starts: Number(row['starts_at']),
    ends: Number(row['ends_at']),
    place: row['place'] as string | null,
    cancelled: row['cancelled_at'] !== null,
    cohortId: String(row['cohort_id']),
    cohort: String(row['cohort']),
    groupId: row['group_id'] as string | null,
    programme: String(row['programme']),
    timezone: String(row['timezone']),
    capacity: row['capacity'] as number | null,
    openTo: row['open_to'] as Found['openTo'],
    word: row['word'] as string | null,
    why: row['why'] as string | null,
    expected: Number(row['expected'] ?? 0),
    row,
  };
}

/** What lines say of it. The day is put into words on her phone. */
export const varsOf = ({ plan, title, starts, ends, place, timezone, cohort, expected }: Found) => ({
  session: plan,
  title,
  cohort,
  day: localDate(starts, timezone),
  hour: localTime(starts, timezone),
  until: localTime(ends, timezone),
  place: place ?? '',
  n: expected,
});
