import { MINUTE, type Millis } from '../../base/clock.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import { type Bag, field, withoutNumbers } from '../peek.ts';
import { failureOf } from './errors.ts';
import { rowOf } from './message-id.ts';
import { momentOf } from './payload.ts';

/** Our phone needs time: a minute, and twice as long whenever it did not help. With MOST_FAILURES that is half a day. */
const REST: Millis = MINUTE;
const LONGEST_REST: Millis = 20 * MINUTE;

/** When it happened, by event. */
const TOLD = { sent: 'sentAt', delivered: 'deliveredAt', failed: 'failedAt' } as const;

/**
 * What became of a message; null for a piece that is not the last of its message, a string for what says nothing. A long
 * SMS is reported as delivered once for each of its parts (CHANNELS §5.3).
 */
export function readStatus(
  payload: Bag,
  status: keyof typeof TOLD,
  ourNumber: string,
  now: Millis,
): DeliveryStatus | null | { readonly why: string } {
  const providerId = field(payload['messageId']);
  if (providerId === undefined) return { why: 'a status without a messageId' };
  const { outboxId, last, failures } = rowOf(providerId);
  if (!last) return null;
  const at = momentOf(payload[TOLD[status]], now) ?? now;
  const good = { our: { channel: 'sms-gateway', number: ourNumber }, providerId, outboxId, status, at } as const;
  if (status !== 'failed') return good;
  const reason = field(payload['reason']) ?? '';
  const failure = failureOf(reason);
  const ours = failure.reaction === 'throttle' || failure.reaction === 'stop-channel';
  const rest = ours ? { retryAfter: Math.min(LONGEST_REST, REST * 2 ** Math.min(failures, 10)) } : {};
  return { ...good, ...failure, ...rest, detail: withoutNumbers(reason) };
}
