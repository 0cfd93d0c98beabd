import type { Millis } from '../base/clock.ts';
import { WINDOW, WINDOW_MARGIN } from '../domain/channel.ts';
import { leaveAt, type QuietHours, REPLY_EXEMPT } from '../domain/quiet-hours.ts';
import type { WithSms } from './fallback.ts';
import type { WithLeft } from './left.ts';
import type { OutboxRow } from './row.ts';

/** An outbox row joined with what its address and its cause say. */
export interface ClaimRow extends OutboxRow, WithSms, WithLeft {
  readonly raw: string;
  readonly phone: string | null;
  readonly bsuid: string | null;
  readonly opted_out_at: Millis | null;
  readonly opted_out_by: string | null;
  /** Since when this person is told nothing at it: others on the phone may have come back. */
  readonly silent_since: Millis | null;
  readonly dead_at: Millis | null;
  readonly away_since: Millis | null;
  readonly no_marketing_at: Millis | null;
  /** '' for replies, which no budget holds. */
  readonly programme: string;
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
 * (both carry that turn's time); where the provider stopped us, not even that. On a number that was opened again only
 * those who came back are written to; a reply to what was written since ("who is it?") goes.
 */
export function stopped(row: ClaimRow): boolean {
  if (row.opted_out_at === null)
    return row.silent_since !== null && !(row.kind === 'reply' && row.created_at > row.silent_since);
  return !(row.kind === 'reply' && row.opted_out_by === 'learner' && row.created_at === row.opted_out_at);
}

export interface Rest {
  readonly zone: string;
  readonly quiet: readonly QuietHours[];
}

/**
 * When quiet hours let a row go that would go now. Staff are on duty (an alert at night must ring), and replies are
 * exempt for an hour after her message. The row may carry the person's own zone and hours in `extra`; else the
 * installation's count. A broadcast asks the same question a hundred times over, so what was worked out is kept.
 */
export function leaving(now: Millis, rest: Rest): (row: ClaimRow) => Millis {
  const known = new Map<string | null, Millis>();
  const worked = (extra: string | null): Millis => {
    const own = extra === null ? {} : (JSON.parse(extra) as Partial<Rest>);
    return leaveAt({ now, due: now, zone: own.zone ?? rest.zone, quiet: own.quiet ?? rest.quiet });
  };
  return (row) => {
    if (row.kind === 'staff') return now;
    if (row.kind === 'reply' && now <= (row.her_message_at ?? row.created_at) + REPLY_EXEMPT) return now;
    let at = known.get(row.extra);
    if (at === undefined) {
      at = worked(row.extra);
      known.set(row.extra, at);
    }
    return at;
  };
}
