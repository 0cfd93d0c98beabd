import type { Millis } from '../base/clock.ts';
import { type Change, ended, type OutboxRow } from './row.ts';

const LEFT = ['dropped', 'declined', 'withdrawn'] as const;
const IS_LEFT = `e.state in (${LEFT.map((state) => `'${state}'`).join(', ')})`;

/**
 * SQL: whether the person of outbox row `o` has left the programme that a broadcast is of, and for anything else every
 * programme of hers; and whether she is about to be erased.
 */
export const LEFT_COLUMNS = `(select p.blocked_at from person p where p.id = o.person_id) as blocked_at,
  case when o.priority = 0 then 0
    when o.kind = 'broadcast' then exists (select 1 from broadcast b join enrolment e on e.programme = b.programme
      where b.id = substr(o.thread_id, instr(o.thread_id, ':') + 1) and e.person_id = o.person_id and ${IS_LEFT})
    else coalesce((select min(${IS_LEFT}) from enrolment e where e.person_id = o.person_id), 0) end as has_left`;

export interface WithLeft {
  readonly blocked_at: Millis | null;
  /** Never for replies and words to staff, which nothing of this holds. */
  readonly has_left: 0 | 1;
}

/**
 * She has left since it was written, or somebody took her out: whatever she did not ask for stays. Who is blocked hears
 * nothing at all. Here is the one door that everything passes, whoever wrote it and however long it waited.
 */
export function whoLeft(row: OutboxRow & WithLeft, now: Millis): Change | null {
  if (row.blocked_at !== null) return ended('dropped', 'cancelled', now);
  return row.has_left === 1 ? ended('dropped', 'withdrawn', now) : null;
}
