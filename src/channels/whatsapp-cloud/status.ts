import type { Millis } from '../../base/clock.ts';
import type { OurNumber } from '../../domain/channel.ts';
import type { DeliveryStatus } from '../../domain/delivery.ts';
import { type Bag, bag, compact, field, figure, list, withoutNumbers } from '../peek.ts';
import { metaReaction } from './errors.ts';
import { metaTime } from './time.ts';

const STATUS = new Map<string, DeliveryStatus['status']>([
  ['accepted', 'accepted'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'read'], // a voice note was heard
  ['failed', 'failed'],
]);

/** Reads one element of `statuses[]`; a string says why it could not be, undefined that it means nothing to us. */
export function readStatus(status: Bag, our: OurNumber, now: Millis): DeliveryStatus | string | undefined {
  const providerId = field(status['id']);
  if (providerId === undefined) return 'a status without an id';
  const name = field(status['status']);
  if (name === 'deleted') return undefined;
  const kind = STATUS.get(name ?? '');
  if (!kind) return `a status that is not known: ${name ?? 'none'}`;
  const error = bag(list(status['errors'])[0]);
  const code = figure(error['code']);
  const says = [error['title'] ?? error['message'], bag(error['error_data'])['details']].map(field).filter(Boolean);
  return compact({
    our,
    providerId,
    outboxId: field(status['biz_opaque_callback_data']),
    status: kind,
    at: metaTime(status['timestamp'], now) ?? now,
    code: code === undefined ? undefined : String(code),
    reaction: kind === 'failed' ? metaReaction(code) : undefined,
    detail: says.length > 0 ? withoutNumbers(says.join(': ')) : undefined,
  });
}
