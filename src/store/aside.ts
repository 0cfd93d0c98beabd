import { z } from 'zod';
import type { Operation } from './port.ts';

const items = z.array(z.object({ why: z.string(), item: z.string() }));

/** Keeps what could not be read, whole, with its reason: an operator may look at it and bring it in again. */
export const keepAside: Operation<{ source: string; items: readonly { why: string; item: string }[] }, null> = {
  name: 'store.aside.keep',
  input: z.object({ source: z.string(), items }),
  reads: {},
  decide: (_, { source, items: kept }, { now }) => ({
    rows: kept.map(({ why, item }) => ({ op: 'insert', table: 'set_aside', values: { source, why, item, at: now } })),
    output: null,
  }),
};

/** How much waits, and for how long: readiness and metrics look at it. */
export const lookAtQueues: Operation<Record<string, never>, Queues> = {
  name: 'store.queues.look',
  input: z.object({}),
  reads: {
    inbox: () => ({
      sql: { sqlite: 'select count(*) as waiting, min(arrived_at) as oldest from inbox where state = 0' },
      params: {},
    }),
    outbox: () => ({
      sql: {
        sqlite:
          "select state, count(*) as rows from outbox where state in ('pending', 'sending', 'unknown') group by state",
      },
      params: {},
    }),
    channels: () => ({
      sql: { sqlite: "select channel, count(*) as rows from outbox where state = 'pending' group by channel" },
      params: {},
    }),
    aside: () => ({ sql: { sqlite: 'select count(*) as rows from set_aside' }, params: {} }),
  },
  decide: ({ inbox, outbox, channels, aside }) => ({
    rows: [],
    output: {
      waiting: Number(inbox?.[0]?.['waiting'] ?? 0),
      oldest: (inbox?.[0]?.['oldest'] as number | null | undefined) ?? null,
      outbox: Object.fromEntries((outbox ?? []).map((row) => [String(row['state']), Number(row['rows'])])),
      channels: Object.fromEntries((channels ?? []).map((row) => [String(row['channel']), Number(row['rows'])])),
      aside: Number(aside?.[0]?.['rows'] ?? 0),
    },
  }),
};

export interface Queues {
  /** Accepted messages that no turn has worked yet, and since when the oldest waits. */
  readonly waiting: number;
  readonly oldest: number | null;
  readonly outbox: Readonly<Record<string, number>>;
  /** Messages that have not left, by the channel they are to leave by. */
  readonly channels: Readonly<Record<string, number>>;
  readonly aside: number;
}
