import { z } from 'zod';
import { REACTIONS } from '../../domain/delivery.ts';
import { type Operation, operationName, type RowWrite } from '../../store/port.ts';
import { SMS_COLUMNS, SMS_JOIN } from '../fallback.ts';
import { followUps } from '../follow-ups.ts';
import { climb, failureCounts } from '../ladder.ts';
import { Ledger, type Spent, spendOf } from '../ledger.ts';
import { STRAY_KEPT } from '../limits.ts';
import { Dead, deadToday } from '../out-of-reach.ts';
import { OWN_COLUMNS, OWN_JOIN, type Policy, REACHED, wasOutOfReach } from '../policy.ts';
import { refused, type Settling } from '../refused.ts';
import { type Change, rowsOf, updateOf } from '../row.ts';

const status = z.object({
  channel: z.string(),
  ourNumber: z.string(),
  providerId: z.string(),
  outboxId: z.string().optional(),
  status: z.enum(['accepted', 'sent', 'delivered', 'read', 'failed']),
  at: z.number().int(),
  /** Of a failure. */
  code: z.string().optional(),
  reaction: z.enum(REACTIONS).optional(),
  wait: z.number().int().min(0),
});
const input = z.object({ statuses: z.array(status), sms: z.array(z.string()), policy: z.custom<Policy>() });
export type StatusesInput = z.infer<typeof input>;
export type StatusGiven = StatusesInput['statuses'][number];

export interface StatusesSeen {
  readonly ended: number;
  /** Something is pending again: wake the outbox. */
  readonly pending: number;
  readonly strays: number;
  /** Channels of which a message could not go for a reason that is ours, and those of which one went out. */
  readonly stopped: readonly { readonly channel: string; readonly code: string }[];
  readonly went: readonly string[];
}

type Row = Settling;

const NAMED = `(o.id in (select value ->> 'outboxId' from json_each(@statuses))
  or o.seq in (select p.seq from json_each(@statuses) j join outbox p
    on p.channel = j.value ->> 'channel' and p.provider_id = j.value ->> 'providerId' and p.provider_id is not null))`;

/**
 * Providers' statuses, in any order and any number of times. A row is found by our own id where the provider echoed it,
 * else by the provider's. One that names nothing yet is kept for the answer to our request, which it has overtaken.
 */
export const statuses: Operation<StatusesInput, StatusesSeen> = {
  name: 'outbox.statuses',
  input,
  reads: {
    rows: (given) => ({
      sql: {
        sqlite: `select o.*, ${SMS_COLUMNS}, ${OWN_COLUMNS} from outbox o ${OWN_JOIN} ${SMS_JOIN} where ${NAMED}`,
      },
      params: { statuses: JSON.stringify(given.statuses), sms: JSON.stringify(given.sms) },
    }),
    spend: (given, now) => spendOf(given.policy, now),
    dead: (_given, now) => deadToday(now),
    tasked: (given) => ({
      sql: {
        sqlite: `select distinct person_id from task where topic = 'delivery' and state = 'open'
          and person_id in (select o.person_id from outbox o where ${NAMED})`,
      },
      params: { statuses: JSON.stringify(given.statuses) },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const rows = new Map(rowsOf<Row>(loaded['rows']).map((row) => [row.id, row]));
    const tasked = new Set(rowsOf<{ person_id: string }>(loaded['tasked']).map((row) => row.person_id));
    const ledger = new Ledger(rowsOf<Spent>(loaded['spend']), given.policy, now);
    const dead = new Dead(rowsOf(loaded['dead']), { now, newId });
    const changed: { row: Row; change: Change }[] = [];
    const writes: RowWrite[] = [];
    const stopped = new Map<string, string>();
    const went = new Set<string>();
    let strays = 0;
    for (const one of given.statuses) {
      const row = find(rows, one);
      if (!row) {
        writes.push(stray(one, now));
        strays++;
        continue;
      }
      const made = changeOf(row, one);
      if (!made) continue;
      if (one.status === 'failed' && one.reaction === 'stop-channel') stopped.set(row.channel, one.code ?? '');
      else if (one.status !== 'failed' && one.status !== 'accepted') went.add(row.channel);
      const change = ledger.book(row, made);
      if (change.rows?.some((write) => write.table === 'task')) tasked.add(row.person_id);
      changed.push({ row, change });
      writes.push(updateOf(row, change.set), ...(change.rows ?? []));
      rows.set(row.id, { ...row, ...change.set });
    }
    return {
      rows: [...writes, ...ledger.rows()],
      statements: [
        ...followUps(changed, now),
        ...ledger.statements(),
        ...dead.statements(),
        ...(strays > 0
          ? [
              {
                sql: { sqlite: 'delete from stray_status where seen_at < @before' },
                params: { before: now - STRAY_KEPT },
              },
            ]
          : []),
      ],
      output: {
        ended: changed.filter(({ change }) => change.ended).length,
        pending: changed.filter(
          ({ change }) => change.set['state'] === 'pending' || change.rows?.some((w) => w.table === 'outbox'),
        ).length,
        strays,
        stopped: [...stopped].map(([channel, code]) => ({ channel, code })),
        went: [...went].filter((channel) => !stopped.has(channel)),
      },
    };

    function changeOf(row: Row, one: StatusGiven): Change | null {
      if (one.status !== 'failed') {
        const set = climb(row, one.status, one.providerId, one.at, now);
        return set && { set, ended: true, ...(isThere(row, one) ? { rows: [reached(row)] } : {}) };
      }
      if (!failureCounts(row, one.providerId)) return null;
      const refusal = { reaction: one.reaction ?? 'give-up', code: one.code ?? '', wait: one.wait };
      const change = refused(row, refusal, { now, newId, tasked, dead });
      return { ...change, set: { ...change.set, provider_id: one.providerId } };
    }
  },
};
export const statusesName = operationName(statuses);

/** It came to her phone after all: whatever was held against this address is over. */
function isThere(row: Row, { status: rung }: StatusGiven): boolean {
  return (rung === 'delivered' || rung === 'read') && wasOutOfReach(row);
}

function reached(row: Row): RowWrite {
  return { op: 'update', table: 'address', key: { id: row.address_id }, set: REACHED };
}

function find(rows: ReadonlyMap<string, Row>, one: StatusGiven): Row | undefined {
  const own = one.outboxId === undefined ? undefined : rows.get(one.outboxId);
  if (own && own.channel === one.channel) return own;
  return [...rows.values()].find(
    (row) => row.channel === one.channel && row.our_number === one.ourNumber && row.provider_id === one.providerId,
  );
}

function stray(one: StatusGiven, now: number): RowWrite {
  return {
    op: 'insert-new',
    table: 'stray_status',
    values: {
      channel: one.channel,
      our_number: one.ourNumber,
      provider_id: one.providerId,
      status: one.status,
      at: one.at,
      code: one.code ?? null,
      reaction: one.reaction ?? null,
      seen_at: now,
    },
  };
}
