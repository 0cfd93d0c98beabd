import fc from 'fast-check';
import { MINUTE, SECOND } from '../../../src/base/clock.ts';
import type { DeliveryStatus } from '../../../src/domain/delivery.ts';
import { openHouse } from '../../outbox/house.ts';
import { broken, type Target } from '../target.ts';

/** One thing that a provider tells of a message, with our id beside its own or without. */
interface News {
  readonly status: DeliveryStatus['status'];
  readonly ours: boolean;
  readonly late: number;
}
interface Told {
  /** Told before the answer to our request, and after it: each a webhook of several. */
  readonly before: readonly (readonly News[])[];
  readonly after: readonly (readonly News[])[];
}

const RUNGS = ['accepted', 'sent', 'delivered', 'read'];
const STAMPS = ['accepted_at', 'sent_at', 'delivered_at', 'read_at'] as const;

const news = fc.record({
  status: fc.constantFrom<DeliveryStatus['status']>('accepted', 'sent', 'delivered', 'read', 'failed'),
  ours: fc.boolean(),
  late: fc.integer({ min: 0, max: 90 }),
});
const webhooks = (most: number) => fc.array(fc.array(news, { minLength: 1, maxLength: 4 }), { maxLength: most });

export const statuses: Target<Told> = {
  name: 'statuses',
  promise:
    'Statuses in any order, any number of times, before the answer to the send and after it, with our id and without: what is known of a message never goes down, and the best news wins.',
  cases: fc.record({ before: webhooks(2), after: webhooks(5) }),
  short: 60,
  long: 20_000,
  chunk: 500,
  async open() {
    const house = await openHouse();
    return {
      close: () => house.outbox.stop().then(() => house.close()),
      async holds({ before, after }) {
        house.clock.advance(MINUTE);
        const id = await house.queue('Hola');
        const providerId = `wamid.${id}`;
        let best = -1;
        let row = await house.row(id);
        const tell = async (told: readonly News[]) => {
          await house.outbox.status(
            told.map(({ status, ours, late }) => ({
              our: { channel: 'whatsapp-cloud', number: 'our' },
              providerId,
              status,
              at: house.clock.now() + late * SECOND,
              ...(ours ? { outboxId: id } : {}),
              ...(status === 'failed' ? { code: '131026', reaction: 'give-up' as const } : {}),
            })),
          );
          for (const { status } of told) best = Math.max(best, RUNGS.indexOf(status));
          await look();
        };
        /** The model: a rung once reached is never left, and its time never changes. */
        const look = async () => {
          const now = await house.row(id);
          const [was, is] = [row, now].map(({ state }) => RUNGS.indexOf(String(state)));
          if (was! >= RUNGS.indexOf('delivered') && is! < was!) broken(`${row['state']} became ${now['state']}`);
          if (is! >= 0 && was! > is!) broken(`${row['state']} became ${now['state']}`);
          for (const stamp of STAMPS)
            if (row[stamp] !== null && now[stamp] !== row[stamp])
              broken(`${stamp} was known and is another`, [row, now]);
          row = now;
        };
        house.channel.answers.push(async () => {
          for (const told of before) await tell(told);
          return { outcome: 'accepted', providerId };
        });
        await house.outbox.tick();
        await house.pass(0);
        await look();
        for (const told of after) await tell(told);
        const all = [...before, ...after].flat();
        const state = String(row['state']);
        if (best >= RUNGS.indexOf('delivered') && state !== RUNGS[best])
          broken(`told ${RUNGS[best]}, and it is ${state}`);
        if (best < RUNGS.indexOf('delivered') && all.some(({ status }) => status === 'failed') && state !== 'failed')
          broken(`told that it failed, and it is ${state}`);
        if (!all.some(({ status }) => status === 'failed') && state !== RUNGS[Math.max(0, best)])
          broken(`told ${RUNGS[Math.max(0, best)]}, and it is ${state}`);
      },
    };
  },
};
