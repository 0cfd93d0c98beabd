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
  /** To see, mend or erase her data: put down since, with their days. */
  readonly requests: number;
  readonly revokedTokens: number;
  readonly endedStaff: number;
}

interface Given extends Pick<RestoreNote, 'takenAt' | 'restoredAt' | 'unusedSince'> {
  /** The database that the backup replaces, which nobody works any more; null: there is none. */
  readonly newer: string | null;
  /** The purpose of consents without which nothing else is: taking part. */
  readonly participating: string;
}

/** Room for the numbers of cases that staff have read on their phones since: a RESPONDER of theirs must reach nobody else. */
const CASES_APART = 100;

interface Noted {
  /** null: there was no newer one, or it cannot be read. */
  readonly carried: CarriedOver | null;
  /** As it was given, unless the newer one knows better. */
  readonly unusedSince: boolean;
}

/**
 * Writes into a copied database what its first start must know, and carries over from the one it replaces what must not be undone
 * by going back: whoever said STOP, was erased or left, tokens revoked, staff whose role ended.
 */
export function noteRestore(copy: string, given: Given): Noted {
  const db = open(copy);
  try {
    db.prepare("update sqlite_sequence set seq = seq + ? where name = 'care_case'").run(CASES_APART);
    return carry(db, given);
  } finally {
    db.close();
  }
}

function carry(db: Db, { newer, participating, ...times }: Given): Noted {
  let wishes: Wishes | null = null;
  if (newer !== null) {
    try {
      db.prepare('attach ? as newer').run(newer);
      wishes = db.transaction(() => wishesOf(db, participating))();
    } catch {
      wishes = null; // damaged, which may be why it is replaced, or of an older product
    }
  }
  const { erase = [], withdraw = [], ...counts } = wishes ?? {};
  // What must be done again at the first start was done after the backup: something did run since.
  const unusedSince = times.unusedSince && erase.length + withdraw.length === 0;
  const note: RestoreNote = { ...times, unusedSince, erase, withdraw, settledAt: null };
  db.prepare(
    `insert into main.setting (name, value, updated_at) values (?, ?, ?)
     on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
  ).run(RESTORE_NOTE, JSON.stringify(note), times.restoredAt);
  const carried = wishes && {
    ...(counts as Omit<Wishes, 'erase' | 'withdraw'>),
    erased: erase.length,
    withdrawn: withdraw.length,
  };
  return { carried, unusedSince };
}

interface Wishes extends Pick<RestoreNote, 'erase' | 'withdraw'>, Omit<CarriedOver, 'erased' | 'withdrawn'> {}

/** Whoever of the copy is somebody else in the newer database: two who were found to be one woman. */
const NOW_IS = 'left join newer.merge m on m.undone_at is null and m.gone_id';

/**
 * An erasure that is done leaves no row under her id. That one is missing says so only in a database that grew out of the
 * same one, and erased somebody: over an empty or foreign one nobody is erased.
 */
const GONE = `n.id is null
  and (select applied_at from newer.migration where number = 1) = (select applied_at from main.migration where number = 1)
  and exists (select 1 from newer.erasure d where d.state = 'done'
    and not exists (select 1 from main.erasure o where o.id = d.id and o.state = 'done'))`;

/** Only who is known in both: those who came since are not in the copy, and nobody writes to them. */
function wishesOf(db: Db, participating: string): Wishes {
  const run = (sql: string): number => db.prepare(sql).run().changes;
  const all = <R>(sql: string, ...given: string[]) => db.prepare(sql).all(...given) as R[];
  const stopped = 'n.id = a.id and n.opted_out_at is not null and a.opted_out_at is null';
  const silenced = `n.person_id = p.person_id and n.address_id = p.address_id and n.silent_since is not null and p.silent_since is null`;
  const [{ optedOut }] = all<{ optedOut: number }>(
    `select count(*) as optedOut from (select a.id from main.address a join newer.address n on ${stopped}
      union select p.address_id from main.person_address p join newer.person_address n on ${silenced})`,
  ) as [{ optedOut: number }];
  run(
    `update main.address as a set opted_out_at = n.opted_out_at, opted_out_by = n.opted_out_by from newer.address n where ${stopped}`,
  );
  run(
    `update main.person_address as p set silent_since = n.silent_since from newer.person_address n where ${silenced}`,
  );
  run(`update main.address as a set no_marketing_at = n.no_marketing_at
    from newer.address n where n.id = a.id and n.no_marketing_at is not null and a.no_marketing_at is null`);
  run(`insert or ignore into main.setting (name, workspace, value, updated_at)
    select name, workspace, value, updated_at from newer.setting where name = 'privacy.secret'`);
  run(`insert into main.tombstone (proof, workspace, kind, bucket, at)
    select proof, workspace, kind, bucket, at from newer.tombstone where true
    on conflict (proof) do update set at = max(at, excluded.at)`);
  const asked = 'id, workspace, person_id, kind, state, channel, asked_at, due_at, done_at, did, by_kind, by_id';
  return {
    optedOut,
    requests: run(`insert or ignore into main.privacy_request (${asked}) select ${asked} from newer.privacy_request
      where person_id in (select id from main.person)`),
    revokedTokens: run(`update main.token as t set revoked_at = n.revoked_at from newer.token n
      where n.id = t.id and n.revoked_at is not null and t.revoked_at is null`),
    endedStaff: run(`update main.staff as s set until = n.until from newer.staff n
      where n.person_id = s.person_id and n.role = s.role and n.programme = s.programme and n.until is not null and s.until is null`),
    erase: all(
      `select p.id as person, n.erase_at as at from main.person p ${NOW_IS} = p.id
        left join newer.person n on n.id = coalesce(m.person_id, p.id)
        where p.blocked_at is null and p.erased_at is null and (n.blocked_at is not null or ${GONE}) order by p.id`,
    ),
    withdraw: [
      ...all<RestoreNote['withdraw'][number]>(
        `select e.person_id as person, e.programme, ? as purpose, n.since as at from main.enrolment e ${NOW_IS} = e.person_id
          join newer.enrolment n on n.person_id = coalesce(m.person_id, e.person_id) and n.programme = e.programme
          where n.state = 'withdrawn' and e.state <> 'withdrawn' order by e.person_id, e.programme`,
        participating,
      ),
      ...all<RestoreNote['withdraw'][number]>(
        `select c.person_id as person, c.programme, c.purpose, max(c.happened_at) as at from newer.consent c
          where c.given = 0 and c.purpose <> ? and c.programme is not null and c.id not in (select id from main.consent)
            and c.person_id in (select person_id from main.consent where purpose = c.purpose and given = 1)
            and not exists (select 1 from newer.consent l where l.person_id = c.person_id and l.purpose = c.purpose
              and l.programme = c.programme and l.given = 1 and l.happened_at > c.happened_at)
          group by c.person_id, c.programme, c.purpose order by 1, 2, 3`,
        participating,
      ),
    ],
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
