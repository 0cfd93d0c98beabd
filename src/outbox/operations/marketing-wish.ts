import { z } from 'zod';
import type { MarketingWish } from '../../domain/delivery.ts';
import type { Operation } from '../../store/port.ts';

/**
 * What she told WhatsApp about marketing is kept on her address: nudges by template stop, while her lessons and every
 * answer go on (CHANNELS §2.5). Somebody we never met is nobody's address.
 */
export const marketingWish: Operation<{ readonly wishes: MarketingWish[] }, null> = {
  name: 'outbox.marketing-wish',
  input: z.object({ wishes: z.array(z.custom<MarketingWish>()) }),
  reads: {},
  decide: (_loaded, { wishes }, { now }) => ({
    rows: [],
    statements: wishes.map(({ our, sender, wants }) => ({
      sql: {
        sqlite: `update address set no_marketing_at = @at where id in (select address_id from address_key
          where channel = @channel and our_number = @number and value in (@bsuid, @wa, @phone))`,
      },
      params: {
        at: wants ? null : now,
        channel: our.channel,
        number: our.number,
        bsuid: `bsuid:${sender.bsuid ?? ''}`,
        wa: `wa:${sender.waId ?? ''}`,
        phone: `phone:${sender.phone ?? ''}`,
      },
    })),
    output: null,
  }),
};
