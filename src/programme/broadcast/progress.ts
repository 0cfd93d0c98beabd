import type { Query, SqlRow } from '../../store/port.ts';
import { type Broadcast, THREAD } from './row.ts';

/** What became of the messages so far. What went by SMS instead counts once. */
export interface Progress {
  /** Of so many who should get it. */
  readonly of: number;
  readonly waiting: number;
  readonly underWay: number;
  /** Taken by the provider, and nothing heard since. */
  readonly sent: number;
  readonly delivered: number;
  /** Refused, never arrived, or nobody knows. */
  readonly failed: number;
  /** Not sent: recalled, too late, or she left in between. */
  readonly dropped: number;
}

/** Rows of an outbox state and how many. */
export const progressQuery = (id: string): Query => ({
  sql: {
    sqlite: `select state, count(*) as n from outbox where kind = 'broadcast' and thread_id = @thread group by state
      union all select 'by-sms', count(*) from outbox
        where kind = 'broadcast' and thread_id = @thread and state = 'failed' and why = 'by-sms'`,
  },
  params: { thread: THREAD + id },
});

export function progressOf({ tally, state }: Pick<Broadcast, 'tally' | 'state'>, rows: readonly SqlRow[]): Progress {
  const n = (...states: string[]) =>
    rows.filter((row) => states.includes(String(row['state']))).reduce((sum, row) => sum + Number(row['n']), 0);
  const failed = n('failed', 'doubtful') - n('by-sms');
  const gone = {
    underWay: n('sending', 'unknown'),
    sent: n('accepted', 'sent'),
    delivered: n('delivered', 'read'),
    failed,
  };
  const counted = gone.underWay + gone.sent + gone.delivered + failed;
  const pending = n('pending');
  const over = state === 'cancelled' || state === 'done';
  const dropped = over ? Math.max(0, tally.go - counted - pending) : n('dropped');
  return { of: tally.go, waiting: Math.max(0, tally.go - counted - dropped), ...gone, dropped };
}
