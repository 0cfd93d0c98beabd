import type { Inbound } from '../../domain/inbound.ts';
import type { ClaimedItem, FactSource, LoadedAddress, LoadedLane, LoadedPerson, SqlRow } from '../port.ts';
import type { Pending } from './claim.ts';
import type { Db } from './faults.ts';

export interface Loader {
  lane(laneId: string): LoadedLane;
  /** `fresh` holds the messages accepted in this very batch: they are not read and parsed again. */
  item(pending: Pending, fresh: ReadonlyMap<number, Inbound>): ClaimedItem;
}

type PersonRow = Omit<LoadedPerson, 'address_ids' | 'silent_ids' | 'facts'>;
interface LinkRow {
  readonly person_id: string;
  readonly address_id: string;
  readonly silent_since: number | null;
}

/** Loads what one turn may know; blocked persons are not among it. `facts` are the sources that the loaded packs name, each a query over `@person`. */
export function createLoader(db: Db, facts: readonly FactSource[]): Loader {
  const lane = db.prepare('select workspace, state from lane where id = ?');
  const addresses = db.prepare(
    `select id, channel, our_number, raw, opted_out_at, opted_out_by, last_inbound_at, dead_at, by_sms_since, doubt_at, simulated from address
     where lane_id = ? order by created_at, id`,
  );
  const persons = db.prepare(
    `select p.id, p.name, p.language, p.person_values, p.profile, c.state as conversation, coalesce(c.schema, 0) as schema
     from person p left join conversation c on c.person_id = p.id where p.lane_id = ? and p.blocked_at is null order by p.created_at, p.id`,
  );
  // The address she last wrote from comes first: that is where she is answered.
  const links = db.prepare(
    `select pa.person_id, pa.address_id, pa.silent_since from person p join person_address pa on pa.person_id = p.id
     join address a on a.id = pa.address_id where p.lane_id = ?
     order by a.last_inbound_at desc nulls last, pa.since, a.id`,
  );
  const message = db.prepare('select inbound from inbox where seq = ?').pluck();
  const quoted = db.prepare(
    'select question_id, thread_id, person_id from outbox where channel = ? and provider_id = ? limit 1',
  );
  const sources = facts.map((fact) => ({ name: fact.name, rows: db.prepare(fact.query.sqlite) }));

  /** Each source is asked when a turn first looks at it: most look at few. A batch thinks before it writes, so all see one state. */
  function factsOf(person: string): Readonly<Record<string, readonly SqlRow[]>> {
    const loaded: Record<string, readonly SqlRow[]> = {};
    for (const { name, rows } of sources) {
      let found: readonly SqlRow[] | undefined;
      Object.defineProperty(loaded, name, {
        enumerable: true,
        get: () => (found ??= rows.all({ person }) as SqlRow[]),
      });
    }
    return loaded;
  }

  function personsOf(laneId: string): LoadedPerson[] {
    const rows = persons.all(laneId) as PersonRow[];
    if (rows.length === 0) return [];
    const linked = links.all(laneId) as LinkRow[];
    return rows.map((row) => {
      const hers = linked.filter((link) => link.person_id === row.id);
      return {
        ...row,
        address_ids: hers.map((link) => link.address_id),
        silent_ids: hers.filter((link) => link.silent_since !== null).map((link) => link.address_id),
        facts: factsOf(row.id),
      };
    });
  }

  return {
    lane(laneId) {
      const row = lane.get(laneId) as { workspace: string; state: string };
      const { workspace, state } = row;
      return {
        laneId,
        workspace,
        state,
        addresses: addresses.all(laneId) as LoadedAddress[],
        persons: personsOf(laneId),
      };
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
          };
      }
    },
  };
}

type QuotedRow = NonNullable<Extract<ClaimedItem, { from: 'inbox' }>['quoted']>;
