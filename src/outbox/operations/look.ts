import { z } from 'zod';
import { type Operation, operationName } from '../../store/port.ts';
import { rowsOf } from '../row.ts';
import { NUMBERS, open, PENDING, PRIORITIES } from './free.ts';
import { UNKNOWN_UNTIL } from './unknown-due.ts';

/** A number of ours with something that may leave as far as its time goes. */
export interface DueNumber {
  readonly channel: string;
  readonly number: string;
}

export interface Look {
  readonly due: readonly DueNumber[];
  /** An unknown outcome is no longer waited for. */
  readonly unknown: boolean;
}

const DUE = PRIORITIES.map(
  (priority) => `exists (select 1 from outbox o where ${PENDING} and o.our_number = n.number
    and o.priority = ${priority} and o.next_at <= @now)`,
).join(' or ');

/** Whether there is anything to do, for all channels at once: asked at every turn of the outbox, and mostly answered no. */
export const look: Operation<{ readonly channels: readonly string[] }, Look> = {
  name: 'outbox.look',
  input: z.object({ channels: z.array(z.string()) }),
  reads: {
    due: ({ channels }, now) => ({
      sql: { sqlite: `${NUMBERS} select n.channel, n.number from n where n.number is not null and (${DUE})` },
      params: { channels: JSON.stringify(channels.map((channel) => ({ channel }))), now },
    }),
    unknown: (_, now) => ({
      sql: {
        sqlite: `select 1 from outbox o where ${open('o')} and o.state = 'unknown'
          and ${UNKNOWN_UNTIL} <= @now limit 1`,
      },
      params: { now },
    }),
  },
  decide: ({ due, unknown }) => ({
    rows: [],
    output: { due: rowsOf<DueNumber>(due), unknown: (unknown?.length ?? 0) > 0 },
  }),
};
export const lookName = operationName(look);
