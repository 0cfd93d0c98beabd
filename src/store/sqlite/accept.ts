import type { Millis } from '../../base/clock.ts';
import type { NewId } from '../../base/ids.ts';
import type { Inbound } from '../../domain/inbound.ts';
import { createAddressBook } from './address-book.ts';
import { type Db, isMachineFault, reasonCode } from './faults.ts';

/** A message with its JSON, so that it is written out once, wherever it comes from. */
export interface Arrival {
  readonly inbound: Inbound;
  readonly text: string;
}

export interface Accepted {
  /** One per arrival, in order. */
  readonly states: readonly ('new' | 'duplicate')[];
  /** What was just accepted, by inbox.seq: it need not be parsed again when it is claimed. */
  readonly fresh: ReadonlyMap<number, Inbound>;
}

export type Accept = (arrived: readonly Arrival[], at: { readonly now: Millis; readonly newId: NewId }) => Accepted;

/**
 * Writes what arrived to the inbox, each message once per (channel, our number, provider id), and finds or makes its
 * address. Runs inside the caller's transaction, before any savepoint. A message that cannot be kept as it is goes to
 * `set_aside`; only faults of the machine are thrown.
 */
export function createAccept(db: Db): Accept {
  const book = createAddressBook(db);
  const insert = db.prepare(
    // After all that ever came: the number of one that was erased must never name another (migration 0036).
    `insert into inbox (seq, channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, quoted)
     values (1 + max(coalesce((select max(seq) from inbox), 0), coalesce((select cast(value as integer) from setting where name = 'inbox.last'), 0)),
       ?, ?, ?, ?, ?, ?, ?, ?) on conflict (channel, our_number, provider_id) do nothing`,
  );
  const seen = db.prepare('select 1 from inbox where channel = ? and our_number = ? and provider_id = ?').pluck();
  const aside = db.prepare("insert into set_aside (source, why, item, at) values ('inbox', ?, ?, ?)");

  function acceptOne({ inbound, text }: Arrival, now: Millis, newId: NewId): number | null {
    const { channel, number } = inbound.our;
    const found = book.find(inbound);
    // Someone unknown is rare enough to look first, so that a duplicate leaves no trace at all.
    if (found.length === 0 && seen.get(channel, number, inbound.providerId)) return null;
    const addressId = found[0]?.addressId ?? book.create(inbound, now, newId);
    const { providerId, sentAt, quoted } = inbound;
    const wrote = insert.run(channel, number, providerId, addressId, text, sentAt, now, quoted ?? null);
    if (wrote.changes === 0) return null;
    book.heard(inbound, addressId, found, now, newId);
    return Number(wrote.lastInsertRowid);
  }

  return (arrived, { now, newId }) => {
    const fresh = new Map<number, Inbound>();
    const states = arrived.map((arrival) => {
      try {
        const seq = acceptOne(arrival, now, newId);
        if (seq === null) return 'duplicate';
        fresh.set(seq, arrival.inbound);
      } catch (error) {
        if (isMachineFault(error) || !db.inTransaction) throw error;
        aside.run(reasonCode(error), arrival.text, now);
      }
      return 'new';
    });
    return { states, fresh };
  };
}
