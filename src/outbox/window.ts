import type { Millis } from '../base/clock.ts';
import { leaveAt, type QuietHours } from '../domain/quiet-hours.ts';
import type { WithSms } from './fallback.ts';
import { WINDOW, WINDOW_MARGIN } from './limits.ts';
import type { OutboxRow } from './row.ts';

/** An outbox row joined with what its address and its cause say. */
export interface ClaimRow extends OutboxRow, WithSms {
  readonly raw: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly opted_out_at: Millis | null;
  readonly opted_out_by: string | null;
  readonly dead_at: Millis | null;
  readonly window_at: Millis | null;
  /** Sent time of the message it answers. */
  readonly her_message_at: Millis | null;
}

/** Free-form messages may go: she has written within the provider's 24 hours. */
export function windowOpen(row: ClaimRow, now: Millis): boolean {
  return row.window_at !== null && now < row.window_at + WINDOW - WINDOW_MARGIN;
}

/**
 * She wants no more. The one message that may still go is the confirmation, written by the very turn that heard her
 * (both carry that turn's time); where the provider stopped us, not even that.
 */
export function stopped(row: ClaimRow): boolean {
  if (row.opted_out_at === null) return false;
  return !(row.kind === 'reply' && row.opted_out_by === 'learner' && row.created_at === row.opted_out_at);
}

export interface Rest {
  readonly zone: string;
  readonly quiet: readonly QuietHours[];
}

/**
 * When quiet hours let it go. Staff are on duty (an alert at night must ring), and replies are exempt for an hour after
 * her message. The row may carry the person's own zone and hours in `extra`; else the installation's count.
 */
export function mayLeaveAt(row: ClaimRow, now: Millis, rest: Rest): Millis {
  if (row.kind === 'staff') return now;
  const own = row.extra === null ? {} : (JSON.parse(row.extra) as Partial<Rest>);
  return leaveAt({
    now,
    due: now,
    zone: own.zone ?? rest.zone,
    quiet: own.quiet ?? rest.quiet,
    ...(row.kind === 'reply' ? { herMessageAt: row.her_message_at ?? row.created_at } : {}),
  });
}
