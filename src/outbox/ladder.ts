import type { Millis } from '../base/clock.ts';
import type { OutState } from '../domain/delivery.ts';
import type { SqlRow } from '../store/port.ts';
import type { OutboxRow } from './row.ts';

/** Good news only climbs: whatever stands below the news gives way to it, bad endings too. */
const RUNGS: readonly OutState[] = ['accepted', 'sent', 'delivered', 'read'];
export type Rung = 'accepted' | 'sent' | 'delivered' | 'read';

const rungOf = (state: OutState): number => RUNGS.indexOf(state);

/**
 * A good status as a change of its row, or null when the row knows as much already. Statuses come in any order, any
 * number of times, and before the answer to our own request; a read may come with no delivered (CHANNELS §1.7).
 */
export function climb(row: OutboxRow, status: Rung, providerId: string, at: Millis, now: Millis): SqlRow | null {
  if ((status === 'accepted' || status === 'sent') && failedSince(row, providerId)) return null;
  const stamp = `${status}_at` as const;
  const higher = rungOf(status) > rungOf(row.state);
  if (!higher && row[stamp] !== null) return null;
  return {
    ...(higher ? { state: status, ended_at: null, why: null, code: null } : {}),
    ...(row.accepted_at === null ? { accepted_at: now } : {}),
    ...(status === 'accepted' ? {} : row[stamp] === null ? { [stamp]: at } : {}),
    provider_id: rungOf(row.state) >= 0 && row.provider_id !== null ? row.provider_id : providerId,
  };
}

/** `sent` told late, after the failure that followed it, is no news; only a delivery is. */
function failedSince(row: OutboxRow, providerId: string): boolean {
  if (row.state === 'failed') return true;
  return rungOf(row.state) < 0 && row.provider_id === providerId;
}

/**
 * Does a `failed` status speak of this row's latest attempt, with nothing better known? The same message may be both
 * delivered and failed (several phones): delivered wins.
 */
export function failureCounts(row: OutboxRow, providerId: string): boolean {
  switch (row.state) {
    case 'accepted':
    case 'sent':
      return row.provider_id === null || row.provider_id === providerId;
    case 'sending':
    case 'unknown':
    case 'doubtful':
      // The id kept from an earlier attempt tells an old failure, told again, from that of this attempt.
      return row.provider_id !== providerId;
    default:
      return false;
  }
}
