import { z } from 'zod';
import { REACTIONS, type Reaction } from '../../domain/delivery.ts';
import { type Operation, operationName, type RowWrite, type SqlRow } from '../../store/port.ts';
import { SMS_COLUMNS, SMS_JOIN } from '../fallback.ts';
import { followUps } from '../follow-ups.ts';
import { climb, failureCounts, type Rung } from '../ladder.ts';
import { Ledger, type Spent, spendOf } from '../ledger.ts';
import { RETRY } from '../limits.ts';
import { Dead, deadToday } from '../out-of-reach.ts';
import { OWN_COLUMNS, OWN_JOIN, type Policy } from '../policy.ts';
import { refused, type Settling } from '../refused.ts';
import { type Change, type OutboxRow, rowsOf, updateOf } from '../row.ts';

const result = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('accepted'), providerId: z.string(), segments: z.number().optional() }),
  z.object({
    outcome: z.literal('refused'),
    reaction: z.enum(REACTIONS),
    code: z.string(),
    wait: z.number().int().min(0),
  }),
  z.object({ outcome: z.literal('unknown') }),
]);
const input = z.object({
  results: z.array(z.object({ id: z.string(), attempt: z.number().int(), result })),
  /** SMS channels that are on. */
  sms: z.array(z.string()),
  policy: z.custom<Policy>(),
});
export type SettleInput = z.infer<typeof input>;
export type SettledResult = SettleInput['results'][number];

export interface Settled {
  /** Rows that no longer hold up their group or address; timers of their questions were woken. */
  readonly ended: number;
}

interface Stray {
  readonly channel: string;
  readonly our_number: string;
  readonly provider_id: string;
  readonly status: Rung | 'failed';
  readonly at: number;
  readonly code: string | null;
  readonly reaction: Reaction | null;
}

/**
 * Writes what came of attempts. An answer that a status has overtaken only adds what it knows; an answer of an attempt
 * that is not the row's latest is nothing. Strays that waited for the provider's id are applied here.
 */
export const settle: Operation<SettleInput, Settled> = {
  name: 'outbox.settle',
  input,
  reads: {
    rows: (given) => ({
      sql: {
        sqlite: `select o.*, ${SMS_COLUMNS}, ${OWN_COLUMNS} from outbox o ${OWN_JOIN} ${SMS_JOIN} where o.id in (select value from json_each(@ids))`,
      },
      params: { ids: JSON.stringify(given.results.map((one) => one.id)), sms: JSON.stringify(given.sms) },
    }),
    spend: (given, now) => spendOf(given.policy, now),
    dead: (_given, now) => deadToday(now),
    strays: (given) => ({
      sql: { sqlite: `select * from stray_status where provider_id in (select value from json_each(@ids))` },
      params: {
        ids: JSON.stringify(
          given.results.flatMap((one) => (one.result.outcome === 'accepted' ? [one.result.providerId] : [])),
        ),
      },
    }),
    tasked: (given) => ({
      sql: {
        sqlite: `select distinct person_id from task where topic = 'delivery' and state = 'open'
          and person_id in (select person_id from outbox where id in (select value from json_each(@ids)))`,
      },
      params: { ids: JSON.stringify(given.results.map((one) => one.id)) },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const rows = new Map(rowsOf<Settling>(loaded['rows']).map((row) => [row.id, row]));
    const strays = rowsOf<Stray>(loaded['strays']);
    const tasked = new Set(rowsOf<{ person_id: string }>(loaded['tasked']).map((row) => row.person_id));
    const ledger = new Ledger(rowsOf<Spent>(loaded['spend']), given.policy, now);
    const dead = new Dead(rowsOf(loaded['dead']), { now, newId });
    const changed: { row: OutboxRow; change: Change }[] = [];
    const writes: RowWrite[] = [];
    for (const one of given.results) {
      const row = rows.get(one.id);
      if (!row || row.attempts !== one.attempt) continue;
      const made = outcome(row, one.result);
      if (!made) continue;
      const change = ledger.book(row, made);
      changed.push({ row, change });
      writes.push(updateOf(row, change.set), ...(change.rows ?? []));
    }
    return {
      rows: [...writes, ...ledger.rows()],
      statements: [...followUps(changed, now), ...ledger.statements(), ...dead.statements()],
      output: { ended: changed.filter((c) => c.change.ended).length },
    };

    function outcome(row: Settling, result: SettledResult['result']): Change | null {
      if (result.outcome === 'accepted') return accepted(row, result.providerId, result.segments);
      if (row.state !== 'sending') return null;
      if (result.outcome === 'unknown') return { set: { state: 'unknown' }, ended: false };
      return remembered(row, refused(row, result, { now, newId, tasked, dead }));
    }

    function accepted(row: Settling, providerId: string, segments?: number): Change {
      const own = strays.filter(
        (stray) =>
          stray.channel === row.channel && stray.our_number === row.our_number && stray.provider_id === providerId,
      );
      const forgotten: RowWrite[] = own.map(({ channel, our_number, provider_id, status }) => ({
        op: 'delete',
        table: 'stray_status',
        key: { channel, our_number, provider_id, status },
      }));
      let set: SqlRow = { provider_id: providerId, segments: segments ?? row.segments };
      let seen: Settling = row;
      for (const { status, at } of [{ status: 'accepted', at: now } as const, ...own]) {
        if (status === 'failed') continue;
        const climbed = climb(seen, status, providerId, at, now);
        seen = { ...seen, ...climbed };
        set = { ...set, ...climbed, provider_id: providerId };
      }
      const failure = own.find((stray) => stray.status === 'failed');
      if (failure && failureCounts(seen, providerId)) {
        const { reaction, code } = failure;
        const change = refused(
          seen,
          { reaction: reaction ?? 'give-up', code: code ?? '', wait: RETRY.first },
          { now, newId, tasked, dead },
        );
        return remembered(row, {
          ...change,
          set: { ...set, ...change.set },
          rows: [...forgotten, ...(change.rows ?? [])],
        });
      }
      return { set, rows: forgotten, ended: seen.state !== row.state };
    }

    function remembered(row: OutboxRow, change: Change): Change {
      if (change.rows?.some((write) => write.table === 'task')) tasked.add(row.person_id);
      return change;
    }
  },
};
export const settleName = operationName(settle);
