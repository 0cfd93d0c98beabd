import type { Json } from '../../base/json.ts';
import type { PublishedFact } from '../manifest.ts';

/** What reached her unasked on her last days, and what waits for its hour. */
export interface Outbound {
  /** Local day → groups that count, newest first. */
  readonly sent: readonly { readonly day: string; readonly n: number }[];
  /** Keys of her timers, and when they are due. */
  readonly due: readonly { readonly key: string; readonly at: number }[];
}

/** Days that are looked at: a message may have been written for tomorrow. */
const DAYS = 3;

/** The fact `outbound`; nothing where it was not loaded. */
export function outboundOf(facts: Readonly<Record<string, Json>>): Outbound {
  return (facts['outbound'] as Outbound | undefined) ?? { sent: [], due: [] };
}

/** What failed reached nobody, unless it went by SMS instead. */
export const outbound: PublishedFact = {
  source: {
    name: 'outbound',
    query: {
      sqlite: `select day, n, null as key, null as at from (
          select counted_on as day, count(distinct group_id) as n from outbox
          where person_id = @person and counted_on is not null and (state not in ('failed', 'dropped') or why = 'by-sms')
          group by counted_on order by counted_on desc limit ${DAYS})
        union all
        select null, null, key, due_at from timer
        where person_id = @person and state = 0 and due_at is not null`,
    },
  },
  type: 'map',
  value: (rows) => ({
    sent: rows.flatMap((row) => (row['day'] === null ? [] : [{ day: String(row['day']), n: Number(row['n']) }])),
    due: rows.flatMap((row) => (row['key'] === null ? [] : [{ key: String(row['key']), at: Number(row['at']) }])),
  }),
};
