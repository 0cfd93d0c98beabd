import type { Query, RowWrite } from '../store/port.ts';
import { normalise } from '../text/normalise.ts';

/** Someone as a list names her, and where we would write to her first. */
export interface Named {
  readonly name: string;
  /** E.164. */
  readonly phone: string;
  readonly channel: string;
  readonly ourNumber: string;
  readonly language?: string | undefined;
  readonly workspace: string;
}

/** An address with that phone and a person reached there, if any: a row of `knownAt`. */
export interface Known {
  readonly id: string;
  readonly lane_id: string;
  readonly channel: string;
  readonly our_number: string;
  readonly person_id: string | null;
  readonly name: string | null;
}

export interface Reached {
  readonly id: string;
  readonly created: boolean;
  readonly rows: readonly RowWrite[];
}

/** All that is known at a phone, oldest first. */
export function knownAt({ workspace, phone }: Pick<Named, 'workspace' | 'phone'>): Query {
  return {
    sql: {
      sqlite: `select a.id, a.lane_id, a.channel, a.our_number, p.id as person_id, p.name
        from address a left join person_address pa on pa.address_id = a.id left join person p on p.id = pa.person_id
        where a.workspace = @workspace and a.phone = @phone order by a.created_at, a.id, p.created_at, p.id`,
    },
    params: { workspace, phone },
  };
}

export type At = { readonly now: number; readonly newId: () => string };

/** Her address on that channel: known, new in the lane of her phone's other address, or new in a lane of its own. */
export function placeAt(
  known: readonly Known[],
  given: Named,
  { now, newId }: At,
): { id: string; lane: string; rows: RowWrite[] } {
  const { channel, ourNumber, phone, workspace } = given;
  const same = known.find((row) => row.channel === channel && row.our_number === ourNumber);
  if (same) return { id: same.id, lane: same.lane_id, rows: [] };
  const id = newId();
  const other = known[0];
  const lane = other ? other.lane_id : newId();
  const rows: RowWrite[] = other
    ? []
    : [{ op: 'insert', table: 'lane', values: { id: lane, workspace, created_at: now } }];
  rows.push(
    {
      op: 'insert',
      table: 'address',
      values: {
        id,
        workspace,
        lane_id: lane,
        channel,
        our_number: ourNumber,
        // Meta writes to bare digits; everybody else to E.164. Her first message puts her own form in its place.
        raw: channel === 'whatsapp-cloud' ? phone.slice(1) : phone,
        phone,
        simulated: channel.startsWith('simulator') ? 1 : 0,
        created_at: now,
      },
    },
    {
      op: 'insert',
      table: 'address_key',
      values: { channel, our_number: ourNumber, value: `phone:${phone}`, address_id: id, workspace },
    },
  );
  return { id, lane, rows };
}

/** The person of that name at that phone; else the one who wrote from it and never gave a name; else a new one. */
export function personAt(
  known: readonly Known[],
  { name, language, workspace, channel }: Named,
  address: { readonly id: string; readonly lane: string },
  { now, newId }: At,
): Reached {
  const link = (id: string): RowWrite => ({
    op: 'insert-new',
    table: 'person_address',
    values: { person_id: id, address_id: address.id, workspace, since: now },
  });
  const persons = known.filter((row) => row.person_id !== null);
  const named = persons.find((row) => row.name !== null && normalise(row.name) === normalise(name));
  const ids = new Set(persons.map((row) => row.person_id));
  const nameless = ids.size === 1 && persons[0]!.name === null ? persons[0] : undefined;
  const she = named ?? nameless;
  if (she) {
    const id = she.person_id!;
    const naming: RowWrite = { op: 'update', table: 'person', key: { id }, set: { name } };
    return { id, created: false, rows: [...(nameless ? [naming] : []), link(id)] };
  }
  const id = newId();
  const person: RowWrite = {
    op: 'insert',
    table: 'person',
    values: {
      id,
      workspace,
      lane_id: address.lane,
      name,
      language: language ?? null,
      simulated: channel.startsWith('simulator') ? 1 : 0,
      created_at: now,
    },
  };
  return { id, created: true, rows: [person, link(id)] };
}
