import { DAY, type Millis } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';
import type { Inbound, SenderIds } from '../../domain/inbound.ts';
import type { Db } from './faults.ts';

/** One id of the sender and the address it names. */
export interface FoundKey {
  readonly value: string;
  readonly addressId: string;
}

export interface AddressBook {
  /** The addresses that the sender's ids name, the most trusted id first. Empty: never met. */
  find(inbound: Inbound): FoundKey[];
  /** Makes an address: in the lane of her phone's address on another channel, for the same persons; else in one of its own. */
  create(inbound: Inbound, now: Millis, newId: NewId): string;
  /** Notes ids seen for the first time, the raw id to reply to, when she wrote; reports ids that name two addresses. */
  heard(inbound: Inbound, addressId: string, found: readonly FoundKey[], now: Millis, newId: NewId): void;
}

/** So long after her last word a number may have become somebody else's: prepaid ones are sold again after some months. */
const RECYCLED: Millis = 90 * DAY;

/** Moved to a new number: the ids before and after name one address (CHANNELS: `user_changed_number`). */
const moved = (inbound: Inbound) => (inbound.content.kind === 'number-change' ? inbound.content : undefined);

interface SamePhone {
  readonly id: string;
  readonly lane_id: string;
  readonly last_inbound_at: Millis | null;
}

/** bsuid > wa > phone > raw: a BSUID is hers alone, a phone number is recycled. `raw` only where there is nothing else. */
function valuesOf(ids: SenderIds): string[] {
  const values: string[] = [];
  if (ids.bsuid) values.push(`bsuid:${ids.bsuid}`);
  if (ids.waId) values.push(`wa:${ids.waId}`);
  if (ids.phone) values.push(`phone:${ids.phone}`);
  if (values.length === 0) values.push(`raw:${ids.raw}`); // a short code or a sender's name
  return values;
}

function allValues(inbound: Inbound): string[] {
  const change = moved(inbound);
  if (!change) return valuesOf(inbound.sender);
  const values = [...valuesOf(inbound.sender), ...valuesOf(change.now)];
  if (change.previous) values.push(`bsuid:${change.previous}`, `wa:${change.previous}`, `phone:${change.previous}`);
  return [...new Set(values)];
}

export function createAddressBook(db: Db): AddressBook {
  const find = db
    .prepare('select address_id from address_key where channel = ? and our_number = ? and value = ?')
    .pluck();
  const newLane = db.prepare('insert into lane (id, created_at) values (?, ?)');
  const newAddress = db.prepare(
    `insert into address (id, lane_id, channel, our_number, raw, simulated, created_at) values (?, ?, ?, ?, ?, ?, ?)`,
  );
  const newKey = db.prepare(
    'insert into address_key (channel, our_number, value, address_id) values (?, ?, ?, ?) on conflict do nothing',
  );
  // Nearly always nothing is new but the time: an update that names `phone` writes its index even where it stays the same.
  const wroteAgain = db.prepare(
    `update address set last_inbound_at = max(coalesce(last_inbound_at, 0), @now), window_at = max(coalesce(window_at, 0), @sentAt)
     where id = @id and raw = @raw and (@phone is null or phone = @phone) and (@bsuid is null or bsuid = @bsuid)
       and dead_at is null and away_since is null and by_sms_since is null and strikes = 0 and struck_at is null`,
  );
  const wrote = db.prepare(
    `update address set raw = ?, phone = coalesce(?, phone), bsuid = coalesce(?, bsuid), dead_at = null,
       away_since = null, by_sms_since = null, strikes = 0, struck_at = null,
       last_inbound_at = max(coalesce(last_inbound_at, 0), ?), window_at = max(coalesce(window_at, 0), ?) where id = ?`,
  );
  const movedTo = db.prepare(
    'update address set raw = ?, phone = coalesce(?, phone), bsuid = coalesce(?, bsuid) where id = ?',
  );
  // The same SIM on another channel: SMS and WhatsApp of one phone are one woman, or the same women.
  const samePhone = db.prepare(
    `select a.id, a.lane_id, a.last_inbound_at from address a
     where a.phone = ? and a.simulated = ? and a.dead_at is null and a.doubt_at is null
       and exists (select 1 from person_address where address_id = a.id)
     order by a.last_inbound_at desc nulls last, a.created_at limit 1`,
  );
  const samePersons = db.prepare(
    'insert into person_address (person_id, address_id, since) select person_id, ?, ? from person_address where address_id = ?',
  );
  const worked = `exists (select 1 from person_address pa join staff s on s.person_id = pa.person_id and s.until is null
    where pa.address_id = address.id)`;
  const doubt = db.prepare('update address set doubt_at = coalesce(doubt_at, ?) where id = ?');
  const doubtRole = db.prepare(`update address set doubt_at = coalesce(doubt_at, ?) where id = ? and ${worked}`);
  const doubtUser = db.prepare(
    `update address set doubt_at = coalesce(doubt_at, ?) where id = ? and bsuid is not null and bsuid <> ?
       and exists (select 1 from person_address where address_id = address.id)`,
  );
  // An id goes with its account, and that one is gone from this number.
  const oldUser = db.prepare(
    `delete from address_key where channel = ? and our_number = ?
       and value = (select 'bsuid:' || bsuid from address where id = ?)`,
  );
  // Run between batches by the job worker: the operation stands in programme/linking.
  const joinLater = db.prepare(
    "insert into job (id, operation, input, not_before, created_at) values (?, 'address.merge', ?, ?, ?)",
  );
  const laneOf = db.prepare('select lane_id from address where id = ?').pluck();
  const toldBefore = db.prepare(
    "select 1 from event where lane_id = ? and name = 'address.conflict' and payload = ? limit 1",
  );
  const tell = db.prepare("insert into event (lane_id, name, payload, at) values (?, 'address.conflict', ?, ?)");

  function reportConflict(addressId: string, found: readonly FoundKey[], now: Millis): void {
    const lane = laneOf.get(addressId);
    const payload = JSON.stringify({ kept: addressId, ids: found });
    // Every message of hers shows the same conflict until it is merged: once is enough.
    if (!toldBefore.get(lane, payload)) tell.run(lane, payload, now);
  }

  return {
    find(inbound) {
      const { channel, number } = inbound.our;
      const found: FoundKey[] = [];
      for (const value of allValues(inbound)) {
        const addressId = find.get(channel, number, value) as string | undefined;
        if (addressId !== undefined) found.push({ value, addressId });
      }
      return found;
    },
    create({ our, sender, simulated }, now, newId) {
      const id = newId();
      const same = sender.phone === undefined ? undefined : samePhone.get(sender.phone, simulated ? 1 : 0);
      const { id: other, lane_id, last_inbound_at: last } = (same ?? {}) as Partial<SamePhone>;
      const lane = lane_id ?? newId();
      if (!same) newLane.run(lane, now);
      newAddress.run(id, lane, our.channel, our.number, sender.raw, simulated ? 1 : 0, now);
      if (!same) return id;
      samePersons.run(id, now, other);
      if (last != null && now - last > RECYCLED) doubt.run(now, id);
      if (last != null) doubtRole.run(now, id);
      return id;
    },
    heard(inbound, addressId, found, now, newId) {
      const { our, sender, sentAt } = inbound;
      const change = moved(inbound);
      const known = new Set(found.map((f) => f.value));
      for (const value of change ? [...valuesOf(sender), ...valuesOf(change.now)] : valuesOf(sender)) {
        if (!known.has(value)) newKey.run(our.channel, our.number, value, addressId);
      }
      if (change) {
        // The provider's word, not hers: it opens no window.
        // A role never follows on a provider's word alone.
        doubtRole.run(now, addressId);
        movedTo.run(change.now.raw, change.now.phone ?? null, change.now.bsuid ?? null, addressId);
      } else {
        // Another account on a number that we know: the number may have changed hands (CHANNELS §1.6).
        if (sender.bsuid && !known.has(`bsuid:${sender.bsuid}`)) {
          if (doubtUser.run(now, addressId, sender.bsuid).changes > 0) oldUser.run(our.channel, our.number, addressId);
        }
        const { raw, phone = null, bsuid = null } = sender;
        if (wroteAgain.run({ id: addressId, raw, phone, bsuid, now, sentAt }).changes === 0)
          wrote.run(raw, phone, bsuid, now, sentAt, addressId);
      }
      const other = found.find((f) => f.addressId !== addressId)?.addressId;
      if (change && other !== undefined) {
        // She wrote from the new number before the provider told us that it is hers: one address, whoever is in doubt.
        const phone = change.now.phone ?? null;
        joinLater.run(newId(), JSON.stringify({ keep: addressId, gone: other, phone }), now, now);
      } else if (other !== undefined) reportConflict(addressId, found, now);
    },
  };
}
