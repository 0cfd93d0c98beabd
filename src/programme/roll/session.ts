import type { Millis } from '../../base/clock.ts';
import { localDate } from '../../domain/time.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { isPaper, opensAt } from './times.ts';

/** A session of which the roll is taken. */
export interface Held {
  readonly id: string;
  /** The planned session it was copied from, which is what staff type: `s4`. */
  readonly label: string;
  readonly title: string;
  readonly cohort: string;
  /** Of the cohort, where it is of one alone. */
  readonly group: string | null;
  readonly cohortId: string;
  readonly programme: string;
  readonly starts: Millis;
  readonly ends: Millis;
  readonly timezone: string;
  readonly cancelled: boolean;
}

/** As `heldOf` reads it. Wants `session s join cohort c`. */
export const HELD_COLUMNS = `s.id, s.plan_id, s.title, s.starts_at, s.ends_at, s.cancelled_at, s.cohort_id, c.name as cohort,
  c.programme, (select g.name from unit g where g.id = s.group_id) as group_name,
  coalesce((select t.timezone from unit t where t.id = coalesce(s.site_id, c.site_id)), c.timezone) as timezone`;

export const heldQuery = (session: string, workspace: string): Query => ({
  sql: {
    sqlite: `select ${HELD_COLUMNS} from session s join cohort c on c.id = s.cohort_id
      where s.id = @session and c.workspace = @workspace`,
  },
  params: { session, workspace },
});

export const heldOf = (row: SqlRow): Held => ({
  id: String(row['id']),
  label: String(row['plan_id']),
  title: String(row['title']),
  cohort: String(row['cohort']),
  group: row['group_name'] as string | null,
  cohortId: String(row['cohort_id']),
  programme: String(row['programme']),
  starts: Number(row['starts_at']),
  ends: Number(row['ends_at']),
  timezone: String(row['timezone']),
  cancelled: row['cancelled_at'] !== null,
});

/** What tells it apart from those of others: "grupo-a s4". */
export const called = ({ cohort, group, label }: Held): string => `${group ?? cohort} ${label}`;

/** Its own local day, yyyy-mm-dd. */
export const dayOf = ({ starts, timezone }: Held): string => localDate(starts, timezone);

/** From when its roll may be taken. */
export const opens = ({ starts }: Held): Millis => opensAt(starts);

/** Where a roll entered now was before it came to us. */
export const sourceOf = ({ ends }: Held, now: Millis, otherwise: 'phone' | 'api'): 'phone' | 'api' | 'paper' =>
  isPaper(ends, now) ? 'paper' : otherwise;
