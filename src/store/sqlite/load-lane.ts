import { lazyRecord } from '../../base/lazy.ts';
import type { Inbound } from '../../domain/inbound.ts';
import type {
  AnchoredTimer,
  ClaimedItem,
  FactSource,
  LoadedAddress,
  LoadedLane,
  LoadedPerson,
  SqlRow,
} from '../port.ts';
import type { Pending, PendingTimer } from './claim.ts';
import type { Db } from './faults.ts';

export interface Loader {
  lane(laneId: string): LoadedLane;
  /** `fresh` holds the messages accepted in this very batch: they are not read and parsed again. */
  item(pending: Pending, fresh: ReadonlyMap<number, Inbound>): ClaimedItem;
}

/** Columns as they are asked for below, and then by what they are put in order. */
type AddressRow = readonly [
  workspace: string,
  state: string,
  /** Null: a lane without addresses. */
  id: string | null,
  channel: string,
  our_number: string,
  raw: string,
  opted_out_at: number | null,
  opted_out_by: string | null,
  last_inbound_at: number | null,
  dead_at: number | null,
  by_sms_since: number | null,
  doubt_at: number | null,
  simulated: number,
  created_at: number,
];
type PersonRow = readonly [
  id: string,
  name: string | null,
  language: string | null,
  person_values: string,
  profile: string,
  conversation: string | null,
  schema: number,
  address: string | null,
  silent_since: number | null,
  created_at: number,
  last_inbound_at: number | null,
  since: number,
];

/**
 * Loads what one turn may know; blocked persons are not among it. `facts` are the sources that the loaded packs name, each a query over `@person`.
 *
 * Two questions a lane, their rows as plain lists and put in order here: nearly every lane is one row of each, and for
 * that SQLite would set up a sorter each time and write out the name of every column.
 */
export function createLoader(db: Db, facts: readonly FactSource[]): Loader {
  const addresses = db
    .prepare(
      `select l.workspace, l.state, a.id, a.channel, a.our_number, a.raw, a.opted_out_at, a.opted_out_by,
         a.last_inbound_at, a.dead_at, a.by_sms_since, a.doubt_at, a.simulated, a.created_at
       from lane l left join address a on a.lane_id = l.id where l.id = ?`,
    )
    .raw();
  const persons = db
    .prepare(
      `select p.id, p.name, p.language, p.person_values, p.profile, c.state, coalesce(c.schema, 0),
         a.id, pa.silent_since, p.created_at, a.last_inbound_at, pa.since
       from person p left join conversation c on c.person_id = p.id
         left join person_address pa on pa.person_id = p.id left join address a on a.id = pa.address_id
       where p.lane_id = ? and p.blocked_at is null`,
    )
    .raw();
  const message = db.prepare('select inbound from inbox where seq = ?').pluck();
  const quoted = db.prepare(
    'select question_id, thread_id, person_id from outbox where channel = ? and provider_id = ? limit 1',
  );
  const anchoredBeside = db.prepare(
    `select key, request, anchored_at as anchoredAt from timer
     where person_id = ? and state = 0 and phase = 'anchor' and anchored_at is not null and id <> ? and tries = 0 order by key`,
  );
  // The rows of each source by its name. A batch thinks before it writes, so all see one state.
  const Facts = lazyRecord<string, readonly SqlRow[]>(
    facts.map(({ name, query }) => {
      const asked = db.prepare(query.sqlite);
      return [name, (person) => asked.all({ person }) as SqlRow[]];
    }),
  );

  function personsOf(laneId: string): LoadedPerson[] {
    const rows = inOrder(persons.all(laneId) as PersonRow[], byPerson);
    const found: (LoadedPerson & { readonly address_ids: string[]; readonly silent_ids: string[] })[] = [];
    let last: (typeof found)[number] | undefined;
    for (const [id, name, language, person_values, profile, conversation, schema, address, silent] of rows) {
      if (last?.id !== id) {
        last = {
          id,
          name,
          language,
          person_values,
          profile,
          conversation,
          schema,
          address_ids: [],
          silent_ids: [],
          facts: new Facts(id),
        };
        found.push(last);
      }
      if (address === null) continue;
      last.address_ids.push(address);
      if (silent !== null) last.silent_ids.push(address);
    }
    return found;
  }

  const beside = (p: PendingTimer) => anchoredBeside.all(p.personId, p.key) as AnchoredTimer[];

  return {
    lane(laneId) {
      const rows = inOrder(addresses.all(laneId) as AddressRow[], byAddress);
      const [workspace, state, first] = rows[0]!;
      const found = first === null ? [] : rows.map(loadedAddress);
      return { laneId, workspace, state, addresses: found, persons: personsOf(laneId) };
    },
    item(p, fresh) {
      switch (p.from) {
        case 'inbox': {
          const inbound = fresh.get(p.key) ?? (JSON.parse(message.get(p.key) as string) as Inbound);
          const found = p.quoted === null ? undefined : (quoted.get(p.channel, p.quoted) as QuotedRow | undefined);
          return {
            from: 'inbox',
            id: String(p.key),
            addressId: p.addressId,
            inbound,
            arrivedAt: p.arrivedAt,
            ...(found && { quoted: found }),
          };
        }
        case 'event':
          return {
            from: 'event',
            id: String(p.key),
            personId: p.personId,
            name: p.name,
            payload: p.payload,
            at: p.time,
          };
        case 'timer':
          return {
            from: 'timer',
            id: p.key,
            personId: p.personId,
            key: p.timerKey,
            request: p.request,
            phase: p.phase,
            anchoredAt: p.anchoredAt,
            dueAt: p.time,
            // One that failed before is tried alone: another may have been to blame.
            ...(p.phase === 'anchor' && p.tries === 0 && { beside: beside(p) }),
          };
      }
    },
  };
}

type QuotedRow = NonNullable<Extract<ClaimedItem, { from: 'inbox' }>['quoted']>;

function inOrder<Row>(rows: Row[], by: (a: Row, b: Row) => number): readonly Row[] {
  return rows.length > 1 ? rows.sort(by) : rows;
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The oldest first. */
const byAddress = (a: AddressRow, b: AddressRow): number => a[13] - b[13] || compare(a[2] ?? '', b[2] ?? '');

/** The oldest first; of one, the address she last wrote from comes first: that is where she is answered. */
const byPerson = (a: PersonRow, b: PersonRow): number =>
  a[9] - b[9] ||
  compare(a[0], b[0]) ||
  (b[10] ?? -Infinity) - (a[10] ?? -Infinity) ||
  a[11] - b[11] ||
  compare(a[7] ?? '', b[7] ?? '');

function loadedAddress(row: AddressRow): LoadedAddress {
  return {
    id: row[2]!,
    channel: row[3],
    our_number: row[4],
    raw: row[5],
    opted_out_at: row[6],
    opted_out_by: row[7],
    last_inbound_at: row[8],
    dead_at: row[9],
    by_sms_since: row[10],
    doubt_at: row[11],
    simulated: row[12],
  };
}
