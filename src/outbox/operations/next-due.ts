import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type Operation, operationName } from '../../store/port.ts';
import { rowsOf } from '../row.ts';
import { FREE, NUMBERS, open, PENDING, PRIORITIES } from './free.ts';
import { ON_ITS_WAY } from './undelivered.ts';
import { UNKNOWN_UNTIL } from './unknown-due.ts';

const input = z.object({
  channels: z.array(
    z.object({ channel: z.string(), held: z.array(z.string()), lowest: z.number().int().min(0).max(2) }),
  ),
});
export type NextDueInput = z.infer<typeof input>;

/** Past moments mean now; null: nothing of the kind. */
export interface NextDue {
  /** When something may leave, as far as the rows know. */
  readonly pending: Millis | null;
  /** When the first unknown outcome is no longer waited for. */
  readonly unknown: Millis | null;
  /** When somebody next looks whether a message was delivered. */
  readonly undelivered: Millis | null;
}

const first = (priority: number) => `select (select o.next_at from outbox o where ${PENDING} and o.our_number = n.number
    and o.priority = ${priority} and ${FREE} order by o.next_at limit 1) as at
  from n where n.number is not null and ${priority} <= n.given ->> 'lowest'
    and n.number not in (select value from json_each(n.given -> 'held'))`;

/** When the outbox next has something to do. */
export const nextDue: Operation<NextDueInput, NextDue> = {
  name: 'outbox.next-due',
  input,
  reads: {
    pending: ({ channels }, now) => ({
      sql: { sqlite: `${NUMBERS} select min(at) as at from (${PRIORITIES.map(first).join(' union all ')})` },
      params: { channels: JSON.stringify(channels), now },
    }),
    unknown: () => ({
      sql: {
        sqlite: `select min(${UNKNOWN_UNTIL}) as at from outbox o where ${open('o')} and o.state = 'unknown'`,
      },
      params: {},
    }),
    undelivered: () => ({
      sql: {
        sqlite: `select o.accepted_at + o.undelivered_after as at from outbox o where ${ON_ITS_WAY}
          order by o.accepted_at + o.undelivered_after limit 1`,
      },
      params: {},
    }),
  },
  decide(loaded) {
    const at = (key: string) => rowsOf<{ readonly at: Millis | null }>(loaded[key])[0]?.at ?? null;
    return { rows: [], output: { pending: at('pending'), unknown: at('unknown'), undelivered: at('undelivered') } };
  },
};
export const nextDueName = operationName(nextDue);
