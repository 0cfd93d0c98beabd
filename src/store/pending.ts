import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import type { Operation } from './port.ts';

/** What waits to be turned. */
export interface Waiting {
  /** When the next sleeping timer wakes; it may have passed. Null: none has a time. */
  readonly dueAt: Millis | null;
  /** A message or an event waits now. */
  readonly pending: boolean;
}

/** For the scheduler: when `turnBatch` next has something to do. */
export const nextTimer: Operation<Record<string, never>, Waiting> = {
  name: 'store.timers.next',
  input: z.object({}),
  reads: {
    next: () => ({
      sql: {
        sqlite: `select (select min(due_at) from timer where state = 0 and due_at is not null) as dueAt,
          exists (select 1 from inbox where state = 0) or exists (select 1 from event where state = 0) as pending`,
      },
      params: {},
    }),
  },
  decide: ({ next }) => ({
    rows: [],
    output: { dueAt: next?.[0]?.['dueAt'] as Millis | null, pending: next?.[0]?.['pending'] === 1 },
  }),
};
