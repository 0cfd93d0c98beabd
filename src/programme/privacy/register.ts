import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { countryOf } from '../../domain/country.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { firstName } from '../on-duty.ts';
import { termOf } from './terms.ts';

/** A line of the register of requests. */
export interface Listed {
  readonly id: string;
  readonly person: string;
  /** First name; '' once she is erased. */
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly askedAt: number;
  readonly dueAt: number;
  readonly doneAt: number | null;
  readonly did: string | null;
  readonly overdue: boolean;
  /** What the law of her country gives, as far as we know it: terms.ts. */
  readonly term: string;
  /** Her erasure has begun, or waits for its day. */
  readonly erasesAt: number | null;
}

/** Requests, what is due first at the head; of one state, or all. `seen` narrows it to people in sight. */
export function registerQuery(
  workspace: string,
  state: 'open' | 'done' | null,
  seen: { readonly sql: string; readonly params: Query['params'] } = { sql: '1', params: {} },
): Query {
  return {
    sql: {
      sqlite: `select r.id, r.person_id, p.name, r.kind, r.state, r.asked_at, r.due_at, r.done_at, r.did, p.erase_at,
          (select a.phone from person_address pa join address a on a.id = pa.address_id
            where pa.person_id = p.id and a.phone is not null order by a.last_inbound_at desc limit 1) as phone
        from privacy_request r join person p on p.id = r.person_id
        where r.workspace = @workspace and (@state is null or r.state = @state) and ${seen.sql}
        order by r.state <> 'open', r.due_at, r.id limit 500`,
    },
    params: { workspace, state, ...seen.params },
  };
}

export const listedOf = (row: SqlRow, now: number): Listed => ({
  id: String(row['id']),
  person: String(row['person_id']),
  name: firstName(row['name']),
  kind: String(row['kind']),
  state: String(row['state']),
  askedAt: Number(row['asked_at']),
  dueAt: Number(row['due_at']),
  doneAt: row['done_at'] as number | null,
  did: row['did'] as string | null,
  overdue: row['state'] === 'open' && Number(row['due_at']) < now,
  term: termOf(countryOf(row['phone'] as string | null, null)),
  erasesAt: row['erase_at'] as number | null,
});

const input = z.strictObject({
  id: z.string().min(1),
  /** What was done, in a few words for whoever checks; never her data. */
  did: z.string().trim().min(1).max(200),
  by: bySchema,
});

/** A request is answered: what was done about it, when, and by whom. Its task is done too. Throws RECORD_UNKNOWN. */
export const privacyClose: Operation<z.output<typeof input>, { readonly id: string }> = {
  name: 'privacy.close',
  input,
  reads: {
    open: ({ id }) => ({
      sql: { sqlite: "select id, person_id from privacy_request where id = @id and state = 'open'" },
      params: { id },
    }),
  },
  decide({ open }, { id, did, by }, { now }) {
    const row = open?.[0];
    if (!row) throw new RecadoError('RECORD_UNKNOWN', { what: 'open request', id });
    return {
      rows: [
        {
          op: 'update',
          table: 'privacy_request',
          key: { id },
          set: { state: 'done', did, done_at: now, by_kind: by.kind, by_id: by.id },
        },
      ],
      statements: [
        {
          sql: {
            sqlite: `update task set state = 'done', done_at = @now where person_id = @person and topic = 'privacy' and state = 'open'
              and not exists (select 1 from privacy_request where person_id = @person and state = 'open')`,
          },
          params: { now, person: row['person_id']! },
        },
      ],
      output: { id },
    };
  },
};

/** How many are open and how many of them are late: for health. */
export const privacyLook: Operation<
  Record<string, never>,
  { readonly open: number; readonly overdue: number; readonly soonest: number | null }
> = {
  name: 'privacy.look',
  input: z.object({}),
  reads: {
    counts: (_, now) => ({
      sql: {
        sqlite: `select count(*) as n, coalesce(sum(due_at < @now), 0) as late, min(due_at) as soonest from privacy_request where state = 'open'`,
      },
      params: { now },
    }),
  },
  decide: ({ counts }) => ({
    rows: [],
    output: {
      open: Number(counts?.[0]?.['n'] ?? 0),
      overdue: Number(counts?.[0]?.['late'] ?? 0),
      soonest: (counts?.[0]?.['soonest'] ?? null) as number | null,
    },
  }),
};
