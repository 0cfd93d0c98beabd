import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
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
      sql: { sqlite: 'select count(*) as waiting from inbox where state = 0' },
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
    waits: (_, now) => ({ sql: { sqlite: WAITS }, params: { now } }),
  },
  decide: ({ inbox, outbox, channels, aside, waits }) => ({
    rows: [],
    output: {
      waiting: Number(inbox?.[0]?.['waiting'] ?? 0),
      outbox: Object.fromEntries((outbox ?? []).map((row) => [String(row['state']), Number(row['rows'])])),
      channels: Object.fromEntries((channels ?? []).map((row) => [String(row['channel']), Number(row['rows'])])),
      aside: Number(aside?.[0]?.['rows'] ?? 0),
      waits: (waits ?? []).map((row) => ({
        queue: String(row['queue']),
        rows: Number(row['rows']),
        oldest: row['oldest'] as Millis | null,
      })),
    },
  }),
};

export interface Queues {
  /** Accepted messages that no turn has worked yet. */
  readonly waiting: number;
  readonly outbox: Readonly<Record<string, number>>;
  /** Messages that have not left, by the channel they are to leave by. */
  readonly channels: Readonly<Record<string, number>>;
  readonly aside: number;
  /** What somebody should be working now, queue by queue, and since when the oldest of it is due. */
  readonly waits: readonly { readonly queue: string; readonly rows: number; readonly oldest: Millis | null }[];
}

/** Each arm reads only what is due, by the partial index of its queue. */
const WAITS = `
  select 'inbox' as queue, count(*) as rows, min(arrived_at) as oldest from inbox where state = 0
  union all select 'events', count(*), min(at) from event where state = 0 and at <= @now
  union all select 'timers', count(*), min(due_at) from timer where state = 0 and due_at is not null and due_at <= @now
  union all select 'jobs', count(*), min(not_before) from job where state = 0 and not_before <= @now
  union all select 'media', count(*), min(next_at) from media where state = 'pending' and next_at <= @now
  union all select case priority when 0 then 'replies' when 1 then 'reminders' else 'broadcasts' end,
    count(*), min(next_at) from outbox where state = 'pending' and next_at <= @now group by min(priority, 2)`;
