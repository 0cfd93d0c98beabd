import type { Millis } from '../base/clock.ts';
import type { OutState } from '../domain/delivery.ts';
import type { OutKind } from '../domain/outbound.ts';
import type { RowWrite, SqlRow } from '../store/port.ts';
import type { Why } from './why.ts';

/** An outbox row with what claiming and settling need of its address. Columns as in migrations/0001. */
export interface OutboxRow {
  readonly seq: number;
  readonly id: string;
  readonly workspace: string;
  readonly lane_id: string;
  readonly person_id: string;
  readonly address_id: string;
  readonly channel: string;
  readonly our_number: string;
  readonly group_id: string;
  readonly part: number;
  readonly kind: OutKind;
  readonly priority: number;
  readonly message: string;
  readonly question_id: string | null;
  readonly thread_id: string | null;
  readonly cause: number | null;
  readonly state: OutState;
  readonly attempts: number;
  readonly next_at: Millis;
  readonly expires_at: Millis | null;
  readonly provider_id: string | null;
  readonly segments: number | null;
  readonly repeat: number;
  readonly code: string | null;
  readonly extra: string | null;
  readonly created_at: Millis;
  readonly sending_at: Millis | null;
  readonly accepted_at: Millis | null;
  readonly sent_at: Millis | null;
  readonly delivered_at: Millis | null;
  readonly read_at: Millis | null;
  /** The template that its latest attempt went by, `name/language`; null for its own words. */
  readonly template: string | null;
  /** Price class of its latest attempt. */
  readonly category: string | null;
  /** 1: that template only calls her, and the words it stands for are still to be said. */
  readonly called: number;
  readonly undelivered_after: Millis | null;
  readonly copy_of: string | null;
  readonly cost: number | null;
  readonly currency: string | null;
}

/** The store hands out plain rows; the query beside each use says which columns they have. */
export const rowsOf = <R>(rows: readonly SqlRow[] | undefined): readonly R[] => (rows ?? []) as unknown as readonly R[];

/** Replies and words to staff: what somebody waits for at this moment. */
export const isReply = (row: { readonly priority: number }): boolean => row.priority === 0;

/** What an operation does to one row, and whether its question's timers may start to count. */
export interface Change {
  readonly set: SqlRow;
  /** Rows beside it: a task, a copy by SMS. */
  readonly rows?: readonly RowWrite[];
  /** Accepted, or otherwise ended: it no longer holds up its group. */
  readonly ended: boolean;
}

export function updateOf(row: OutboxRow, set: SqlRow): RowWrite {
  return {
    op: 'update',
    table: 'outbox',
    key: { id: row.id },
    set,
    expect: { state: row.state, attempts: row.attempts },
  };
}

/** Not sent, and why. */
export function ended(state: 'failed' | 'dropped' | 'doubtful', why: Why, now: Millis, code?: string): Change {
  return { set: { state, why, ended_at: now, ...(code === undefined ? {} : { code }) }, ended: true };
}
