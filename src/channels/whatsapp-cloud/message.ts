import type { Millis } from '../../base/clock.ts';
import type { Json } from '../../base/json.ts';
import type { OurNumber } from '../../domain/channel.ts';
import type { Inbound, InboundContent } from '../../domain/inbound.ts';
import { type Bag, bag, compact, field } from '../peek.ts';
import { contentOf } from './content.ts';
import { idsOf, whoSent } from './sender.ts';
import { metaTime } from './time.ts';

/** What became of one element of `messages[]`. */
export type Read = { readonly inbound: Inbound } | { readonly notice: string } | { readonly aside: string };

/** Reads one element of `messages[]`, whatever it holds. */
export function readMessage(message: Bag, contacts: readonly Bag[], our: OurNumber, now: Millis): Read {
  const providerId = field(message['id']);
  if (providerId === undefined) return { aside: 'a message without an id cannot be told from its repeats' };
  if (field(message['group_id']) !== undefined)
    return { notice: 'A message in a group was left alone: Recado speaks with one person at a time.' };

  const system =
    field(message['type']) === 'system' ? readSystem(bag(message['system']), field(message['from'])) : undefined;
  if (system && !('content' in system)) return system;
  const who = system ?? whoSent(message, contacts);
  if (!who) return { aside: 'no id says who sent it' };

  const sentAt = metaTime(message['timestamp'], now);
  return {
    inbound: compact({
      our,
      providerId,
      sender: who.sender,
      senderName: 'name' in who ? who.name : undefined,
      sentAt: sentAt ?? now,
      sentBy: sentAt === undefined ? 'arrival' : 'provider',
      content: system ? system.content : contentOf(message),
      quoted: field(bag(message['context'])['id']),
      extra: extraOf(message),
    }),
  };
}

/** Number and id changes (CHANNELS.md §1.4). The sender is who she was, `now` who she is. */
function readSystem(
  system: Bag,
  from: string | undefined,
): Read | { sender: Inbound['sender']; content: InboundContent } {
  const type = field(system['type']);
  if (type !== 'user_changed_number' && type !== 'user_changed_user_id') {
    return { notice: `WhatsApp says about one person: ${type ?? 'nothing readable'}.` };
  }
  const previousUser = field(system['previous_user_id']);
  const before = idsOf(from, previousUser);
  const after = idsOf(field(system['wa_id']) ?? field(system['new_wa_id']), field(system['user_id']));
  if (!after) return { aside: 'a number change that does not say the new number' };
  const content: InboundContent = compact({ kind: 'number-change', previous: before?.raw, now: after });
  return { sender: before ?? after, content };
}

function extraOf(message: Bag): Readonly<Record<string, Json>> | undefined {
  const context = bag(message['context']);
  const referral = bag(message['referral']);
  const extra: Record<string, Json> = {};
  if (context['forwarded'] === true || context['frequently_forwarded'] === true) extra['forwarded'] = true;
  for (const key of ['source_type', 'source_id', 'source_url', 'headline', 'ctwa_clid']) {
    const value = field(referral[key]);
    if (value !== undefined) extra[`referral_${key}`] = value;
  }
  return Object.keys(extra).length > 0 ? extra : undefined;
}
