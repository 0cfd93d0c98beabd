import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type Operation, operationName } from '../../store/port.ts';
import { rowsOf } from '../row.ts';
import { FREE, PENDING, PRIORITIES } from './free.ts';
import { ON_ITS_WAY } from './undelivered.ts';
import { UNKNOWN_UNTIL } from './unknown-due.ts';

const input = z.object({ channel: z.string(), held: z.array(z.string()), lowest: z.number().int().min(0).max(2) });
export type NextDueInput = z.infer<typeof input>;

/** When one channel next has something that may leave, as far as the rows know; past moments mean now. */
export const nextDue: Operation<NextDueInput, { readonly at: Millis | null }> = {
  name: 'outbox.next-due',
  input,
  reads: {
    rows: (given, now) => ({
      sql: {
        sqlite: PRIORITIES.filter((priority) => priority <= given.lowest)
          .map(
            (priority) => `select * from (select o.next_at as at from outbox o
              where ${PENDING} and o.priority = ${priority} and ${FREE} order by o.next_at limit 1)`,
          )
          .join(' union all '),
      },
      params: { channel: given.channel, held: JSON.stringify(given.held), now },
    }),
  },
  decide: (loaded) => ({ rows: [], output: { at: earliest(rowsOf(loaded['rows'])) } }),
};
export const nextDueName = operationName(nextDue);

/** When the first unknown outcome is no longer waited for. */
export const nextUnknown: Operation<Record<string, never>, { readonly at: Millis | null }> = {
  name: 'outbox.next-unknown',
  input: z.object({}),
  reads: {
    rows: () => ({
      sql: {
        sqlite: `select min(${UNKNOWN_UNTIL}) as at from outbox o where o.state in ('sending', 'unknown') and o.state = 'unknown'`,
      },
      params: {},
    }),
  },
  decide: (loaded) => ({ rows: [], output: { at: earliest(rowsOf(loaded['rows'])) } }),
};
export const nextUnknownName = operationName(nextUnknown);

/** When somebody next looks whether a message was delivered. */
export const nextUndelivered: Operation<Record<string, never>, { readonly at: Millis | null }> = {
  name: 'outbox.next-undelivered',
  input: z.object({}),
  reads: {
    rows: () => ({
      sql: {
        sqlite: `select o.accepted_at + o.undelivered_after as at from outbox o where ${ON_ITS_WAY}
          order by o.accepted_at + o.undelivered_after limit 1`,
      },
      params: {},
    }),
  },
  decide: (loaded) => ({ rows: [], output: { at: earliest(rowsOf(loaded['rows'])) } }),
};
export const nextUndeliveredName = operationName(nextUndelivered);

function earliest(rows: readonly { readonly at: Millis | null }[]): Millis | null {
  const times = rows.flatMap(({ at }) => (at === null ? [] : [at]));
  return times.length === 0 ? null : Math.min(...times);
}
