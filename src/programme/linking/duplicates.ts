import { z } from 'zod';
import { laneStatements } from '../../store/merge/lane.ts';
import type { Operation, Query, RowWrite, SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';

/**
 * The E.164 number behind an address, as channels/phone.ts makes it of new ones: Mexico's old 521 is 52 (CHANNELS §2.6).
 * Argentina's 549 is a number as it stands and stays.
 */
const PHONE = `case when coalesce(phone, raw) glob '*[^0-9+]*' or length(coalesce(phone, raw)) < 11 then null
  when ltrim(coalesce(phone, raw), '+') glob '521*' and length(ltrim(coalesce(phone, raw), '+')) = 13
    then '+52' || substr(ltrim(coalesce(phone, raw), '+'), 4)
  else '+' || ltrim(coalesce(phone, raw), '+') end`;

/** Two addresses that are one phone on one channel: the older, and the other. */
export interface Duplicate {
  readonly keep: string;
  readonly gone: string;
  readonly phone: string;
}

/** At a time: each is merged by an operation of its own. */
const MOST = 500;

/** Phones that stand twice: from before their numbers were read alike, or from an import. */
export const addressDuplicates: Operation<Record<string, never>, readonly Duplicate[]> = {
  name: 'address.duplicates',
  input: z.object({}),
  reads: {
    twice: () => ({
      sql: {
        sqlite: `select keep, id as gone, number as phone from (
            select id, ${PHONE} as number,
              first_value(id) over (partition by workspace, channel, our_number, ${PHONE} order by created_at, id) as keep
            from address)
          where number is not null and id <> keep order by keep, gone limit ${MOST}`,
      },
      params: {},
    }),
  },
  decide: ({ twice = [] }) => ({ rows: [], output: twice as unknown as readonly Duplicate[] }),
};

const input = z.strictObject({
  keep: z.string(),
  gone: z.string(),
  /** E.164; null where the provider hides it. */
  phone: z.string().nullable(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

const people = (address: 'keep' | 'gone') => (given: Input) => ({
  sql: {
    sqlite: `select p.id, p.name from person_address l join person p on p.id = l.person_id where l.address_id = @address order by p.created_at, p.id`,
  },
  params: { address: given[address] },
});

/**
 * Two addresses of one phone are one: its ids, messages and people. Persons of one name on it become one by
 * `person.merge`; somebody who never gave a name and the only other are one as well. Where one of the two had left, she
 * has left. Nothing is done while somebody of the two is being erased.
 */
export const addressMerge: Operation<Input, { readonly merges: number }> = {
  name: 'address.merge',
  input: input as z.ZodType<Input>,
  reads: {
    two: ({ keep, gone }) => ({
      sql: { sqlite: 'select * from address where id in (@keep, @gone)' },
      params: { keep, gone },
    }),
    here: people('keep'),
    there: people('gone'),
    /** Somebody there is about to be erased: what is hers must stay to be told from what is another's. */
    blocked: ({ keep, gone }) => ({
      sql: {
        sqlite: `select 1 from person_address l join person p on p.id = l.person_id
          where l.address_id in (@keep, @gone) and p.blocked_at is not null limit 1`,
      },
      params: { keep, gone },
    }),
    // Everything of the lane that goes, if it is another.
    theirs: ({ keep, gone }) => ({
      sql: {
        sqlite: `select 'person' as what, p.id from address g join address k on k.id = @keep and k.lane_id <> g.lane_id
            join person p on p.lane_id = g.lane_id where g.id = @gone
          union all select 'address', a.id from address g join address k on k.id = @keep and k.lane_id <> g.lane_id
            join address a on a.lane_id = g.lane_id where g.id = @gone`,
      },
      params: { keep, gone },
    }),
  },
  decide(loaded, { keep, gone, phone, workspace, job }, { now, newId }) {
    const find = (id: string) => (loaded['two'] ?? []).find((row) => row['id'] === id);
    const [kept, other] = [find(keep), find(gone)];
    // The next message from there finds them twice again, and asks for it again.
    if (!kept || !other || loaded['blocked']?.[0]) return { rows: jobDone(job, [], now), output: { merges: 0 } };
    const pairs = sameName(loaded['here'] ?? [], loaded['there'] ?? []);
    const merges = pairs.map((pair): RowWrite => {
      const given = { operation: 'person.merge', input: { ...pair, why: 'duplicate' }, at: now, workspace };
      return jobRow(given, { now, newId });
    });
    return {
      rows: [...merges, ...jobDone(job, [], now)],
      statements: [
        ...laneStatements(
          String(kept['lane_id']),
          (loaded['theirs'] ?? []).map((row) => String(row['id'])),
        ),
        ...joinStatements({ keep, gone, phone, now, ...latest(kept, other) }),
      ],
      output: { merges: pairs.length },
    };
  },
};

/** The raw id that replies go to is that of the newer message. */
function latest(kept: SqlRow, other: SqlRow) {
  const newer = Number(other['last_inbound_at'] ?? 0) > Number(kept['last_inbound_at'] ?? 0) ? other : kept;
  return { raw: newer['raw']!, bsuid: newer['bsuid'] ?? kept['bsuid'] ?? other['bsuid'] ?? null };
}

function sameName(kept: readonly SqlRow[], other: readonly SqlRow[]): readonly { keep: string; gone: string }[] {
  const name = (row: SqlRow) => (row['name'] === null ? '' : normalise(String(row['name'])));
  const alone = kept.length === 1 && other.length === 1;
  return other.flatMap((row) => {
    const twin = kept.find(
      (one) =>
        one['id'] !== row['id'] && (name(one) === name(row) || (alone && (name(one) === '' || name(row) === ''))),
    );
    return twin && !kept.some((one) => one['id'] === row['id'])
      ? [{ keep: String(twin['id']), gone: String(row['id']) }]
      : [];
  });
}

function joinStatements(params: SqlRow): Query[] {
  const run = (sqlite: string): Query => ({ sql: { sqlite }, params });
  const tables = ['address_key', 'inbox', 'outbox', 'media', 'broadcast_recipient'];
  return [
    ...tables.map((table) => run(`update ${table} set address_id = @keep where address_id = @gone`)),
    run(`insert or ignore into person_address (person_id, address_id, workspace, since, silent_since)
      select person_id, @keep, workspace, since, silent_since from person_address where address_id = @gone`),
    run('delete from person_address where address_id = @gone'),
    run(`update address as k set raw = @raw, bsuid = @bsuid, phone = coalesce(@phone, k.phone),
        last_inbound_at = max(coalesce(k.last_inbound_at, g.last_inbound_at), coalesce(g.last_inbound_at, k.last_inbound_at)),
        window_at = max(coalesce(k.window_at, g.window_at), coalesce(g.window_at, k.window_at)),
        opted_out_by = coalesce(k.opted_out_by, g.opted_out_by), opted_out_at = coalesce(k.opted_out_at, g.opted_out_at),
        doubt_at = coalesce(k.doubt_at, g.doubt_at)
      from address g where k.id = @keep and g.id = @gone`),
    run('delete from address where id = @gone'),
    run(`insert or ignore into address_key (channel, our_number, value, address_id, workspace)
      select channel, our_number, 'phone:' || phone, id, workspace from address where id = @keep and phone is not null`),
  ];
}
