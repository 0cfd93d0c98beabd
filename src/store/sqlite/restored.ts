import { statSync } from 'node:fs';
import { RESTORE_NOTE, type RestoreNote, restoreNote } from '../restore-note.ts';
import { connectReader } from './connect.ts';
import { type Db, openingError } from './faults.ts';
import { open } from './look-inside.ts';

/** People's wishes that the newer database knew and the backup does not: how many of each. */
export interface CarriedOver {
  readonly optedOut: number;
  readonly erased: number;
  readonly withdrawn: number;
  readonly revokedTokens: number;
  readonly endedStaff: number;
}

interface Given extends Pick<RestoreNote, 'takenAt' | 'restoredAt' | 'unusedSince'> {
  /** The database that the backup replaces, which nobody works any more; null: there is none. */
  readonly newer: string | null;
}

/** Room for the numbers of cases that staff have read on their phones since: a RESPONDER of theirs must reach nobody else. */
const CASES_APART = 100;

/**
 * Writes into a copied database what its first start must know, and carries over from the one it replaces what must not be undone
 * by going back: whoever said STOP, was erased or left, tokens revoked, staff whose role ended. null: there was no newer
 * one, or it cannot be read.
 */
export function noteRestore(copy: string, given: Given): CarriedOver | null {
  const db = open(copy);
  try {
    db.prepare("update sqlite_sequence set seq = seq + ? where name = 'care_case'").run(CASES_APART);
    return carry(db, given);
  } finally {
    db.close();
  }
}

function carry(db: Db, { newer, ...times }: Given): CarriedOver | null {
  let wishes: Wishes | null = null;
  if (newer !== null) {
    try {
      db.prepare('attach ? as newer').run(newer);
      wishes = db.transaction(() => wishesOf(db))();
    } catch {
      wishes = null; // damaged, which may be why it is replaced, or of an older product
    }
  }
  const note: RestoreNote = {
    ...times,
    erase: wishes?.erase ?? [],
    withdraw: wishes?.withdraw ?? [],
    settledAt: null,
  };
  db.prepare(
    `insert into main.setting (name, value, updated_at) values (?, ?, ?)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
  ).run(RESTORE_NOTE, JSON.stringify(note), times.restoredAt);
  if (!wishes) return null;
  const { erase, withdraw, ...counts } = wishes;
  return { erased: erase.length, withdrawn: withdraw.length, ...counts };
}

interface Wishes extends Pick<RestoreNote, 'erase' | 'withdraw'> {
  readonly optedOut: number;
  readonly revokedTokens: number;
  readonly endedStaff: number;
}

/** Only who is known in both: those who came since are not in the copy, and nobody writes to them. */
function wishesOf(db: Db): Wishes {
  const run = (sql: string): number => db.prepare(sql).run().changes;
  const optedOut =
    run(`update main.address as a set opted_out_at = n.opted_out_at, opted_out_by = n.opted_out_by
      from newer.address n where n.id = a.id and n.opted_out_at is not null and a.opted_out_at is null`) +
    run(`update main.person_address as a set silent_since = n.silent_since from newer.person_address n
      where n.person_id = a.person_id and n.address_id = a.address_id and n.silent_since is not null and a.silent_since is null`);
  run(`insert or ignore into main.setting select * from newer.setting where name = 'privacy.secret'`);
  run('insert or ignore into main.tombstone select * from newer.tombstone');
  return {
    optedOut,
    revokedTokens: run(`update main.token as t set revoked_at = n.revoked_at from newer.token n
      where n.id = t.id and n.revoked_at is not null and t.revoked_at is null`),
    endedStaff: run(`update main.staff as s set until = n.until from newer.staff n
      where n.person_id = s.person_id and n.role = s.role and n.programme = s.programme and n.until is not null and s.until is null`),
    erase: db
      .prepare(
        `select p.id from main.person p join newer.person n on n.id = p.id
          where (n.blocked_at is not null or n.erased_at is not null) and p.blocked_at is null and p.erased_at is null order by p.id`,
      )
      .pluck()
      .all() as string[],
    withdraw: db
      .prepare(
        `select e.person_id as person, e.programme, n.since as at from main.enrolment e
          join newer.enrolment n on n.person_id = e.person_id and n.programme = e.programme
          where n.state = 'withdrawn' and e.state <> 'withdrawn' order by e.person_id, e.programme`,
      )
      .all() as RestoreNote['withdraw'],
  };
}

/**
 * What the next start has to settle first; null: this database was not restored, or that is settled. A copy that nobody worked
 * in between is settled as it is: what waits in it never left.
 */
export function unsettledRestore(path: string): RestoreNote | null {
  // What is no file the writer will tell.
  if (path === ':memory:' || !statSync(path, { throwIfNoEntry: false })?.isFile()) return null;
  let db: Db | undefined;
  try {
    db = connectReader(path);
    const known = db.prepare("select 1 from sqlite_master where name = 'setting'").get();
    const text = known && db.prepare('select value from setting where name = ?').pluck().get(RESTORE_NOTE);
    const note = typeof text === 'string' ? restoreNote.parse(JSON.parse(text)) : null;
    return note === null || note.settledAt !== null || note.unusedSince ? null : note;
  } catch (error) {
    throw openingError(error, path);
  } finally {
    db?.close();
  }
}
