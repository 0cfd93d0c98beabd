import type { MarketingWish } from '../../domain/delivery.ts';
import { type Bag, bag, field, list } from '../peek.ts';
import { idsOf } from './sender.ts';

/**
 * `user_preferences`: somebody stopped or resumed marketing messages in WhatsApp itself (CHANNELS §1.7). Items without a
 * person, of another category or with another value say nothing to us.
 */
export function marketingWishes(topic: string, value: Bag): readonly MarketingWish[] {
  const number = field(bag(value['metadata'])['phone_number_id']);
  if (topic !== 'user_preferences' || number === undefined) return [];
  const our = { channel: 'whatsapp-cloud', number } as const;
  return list(value['user_preferences']).flatMap((item) => {
    const one = bag(item);
    const says = field(one['value']);
    const sender = idsOf(field(one['wa_id']), field(one['user_id']));
    if (!sender || field(one['category']) !== 'marketing_messages' || (says !== 'stop' && says !== 'resume')) return [];
    return [{ our, sender, wants: says === 'resume' }];
  });
}
