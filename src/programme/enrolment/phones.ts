import type { SqlRow } from '../../store/port.ts';
import type { EnrolManyInput, EnrolRow } from './input.ts';
import type { Ledger } from './ledger.ts';
import { type Candidate, candidateOf, sheAt } from './who.ts';

interface Address {
  readonly id: string;
  readonly lane: string;
  readonly channel: string;
  readonly ourNumber: string;
  readonly silent: boolean;
}

/** Where somebody of the list is reached now. */
export interface Reached {
  readonly lane: string;
  readonly shared: boolean;
  readonly silent: boolean;
  /** She was not reached there before. */
  readonly isNew: boolean;
}

/** The phones of a list: what is known at each, and what the rows before put there. */
export class Phones {
  readonly #addresses = new Map<string, Address[]>();
  readonly #people = new Map<string, Candidate[]>();
  readonly #ledger: Ledger;
  readonly #given: Pick<EnrolManyInput, 'place' | 'workspace'>;
  readonly #at: { readonly now: number; readonly newId: () => string };

  constructor(
    loaded: Readonly<Record<string, readonly SqlRow[]>>,
    ledger: Ledger,
    given: Pick<EnrolManyInput, 'place' | 'workspace'>,
    at: { readonly now: number; readonly newId: () => string },
  ) {
    this.#ledger = ledger;
    this.#given = given;
    this.#at = at;
    for (const row of loaded['addresses'] ?? [])
      put(this.#addresses, String(row['phone']), {
        id: String(row['id']),
        lane: String(row['lane_id']),
        channel: String(row['channel']),
        ourNumber: String(row['our_number']),
        silent: row['opted_out_at'] !== null,
      });
    for (const row of loaded['people'] ?? []) put(this.#people, String(row['phone']), candidateOf(row));
  }

  /** Who of those known at the phone of the row is meant. */
  person({ phone, name }: EnrolRow): Candidate | undefined {
    return phone === undefined ? undefined : sheAt(this.#people.get(phone) ?? [], name);
  }

  /** The lane of the phone, begun if nobody knew it. */
  lane(row: EnrolRow): string {
    return this.#address(row).lane;
  }

  isSimulated(row: EnrolRow): boolean {
    return this.#address(row).channel.startsWith('simulator');
  }

  ownLane(): string {
    const lane = this.#at.newId();
    this.#ledger.add('lane', lane, this.#given.workspace, this.#at.now);
    return lane;
  }

  none({ lane }: Candidate): Reached {
    return { lane, shared: false, silent: true, isNew: false };
  }

  /** Links her to the phone of the row. One who had none moves into its lane. */
  reach(row: EnrolRow, she: Candidate): Reached {
    const phone = row.phone!;
    const address = this.#address(row, she.lane);
    const here = this.#people.get(phone) ?? [];
    const isNew = !here.some(({ id }) => id === she.id);
    if (isNew) put(this.#people, phone, she);
    if (address.lane !== she.lane)
      for (const table of ['laned', 'lanedEvents'] as const) this.#ledger.add(table, she.id, address.lane);
    this.#ledger.add('person_address', she.id, address.id, this.#given.workspace, this.#at.now);
    return { lane: address.lane, shared: here.some(({ id }) => id !== she.id), silent: address.silent, isNew };
  }

  /** The one she last wrote from, among those that the row allows; a new one in the lane of the phone's others. */
  #address({ phone, channel, ourNumber }: EnrolRow, lane?: string): Address {
    const known = this.#addresses.get(phone!) ?? [];
    const fits = known.find(
      (one) => (channel ?? one.channel) === one.channel && (ourNumber ?? one.ourNumber) === one.ourNumber,
    );
    if (fits) return fits;
    const { now, newId } = this.#at;
    const { place, workspace } = this.#given;
    const made: Address = {
      id: newId(),
      lane: known[0]?.lane ?? lane ?? this.ownLane(),
      channel: channel ?? place.channel,
      ourNumber: ourNumber ?? place.ourNumber,
      silent: false,
    };
    // Meta writes to bare digits; everybody else to E.164. Her first message puts her own form in its place.
    const raw = made.channel === 'whatsapp-cloud' ? phone!.slice(1) : phone!;
    const simulated = made.channel.startsWith('simulator') ? 1 : 0;
    const { id, channel: on, ourNumber: from } = made;
    this.#ledger.add('address', id, workspace, made.lane, on, from, raw, phone!, simulated, now);
    this.#ledger.add('address_key', on, from, `phone:${phone}`, id, workspace);
    this.#addresses.set(phone!, [...known, made]);
    return made;
  }
}

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
