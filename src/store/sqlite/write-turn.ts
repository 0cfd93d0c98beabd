import type { Millis } from '../../base/clock.ts';
import { point } from '../../base/points.ts';
import { type Thought, TRIES, type TurnOutcome } from '../port.ts';
import type { Pending } from './claim.ts';
import { type Db, reasonCode } from './faults.ts';
import type { WriteRow } from './write-rows.ts';

export interface TurnWriter {
  /** Writes a turn: its claimed row done, its rows, its conversations, its lane. The caller holds the savepoint. */
  done(pending: Pending, workspace: string, thought: Thought, now: Millis): TurnOutcome;
  /** Counts a try that failed; the fifth sets the row aside with its reason. */
  failed(pending: Pending, failure: unknown, now: Millis): TurnOutcome;
  /** Counts a try before it is made, so that a turn which kills the process is known by it. */
  begun(pending: Pending): void;
}

type Source = Pending['from'];
const KEY = { inbox: 'seq', event: 'seq', timer: 'id' } as const satisfies Record<Source, string>;
/** A timer is found by whose it is and its key; its id says that it is still the one that was claimed. */
const ROW = {
  inbox: 'seq = @key',
  event: 'seq = @key',
  timer: 'person_id = @person and key = @timerKey and id = @key',
} as const satisfies Record<Source, string>;
const rowOf = (p: Pending) =>
  p.from === 'timer' ? { key: p.key, person: p.personId, timerKey: p.timerKey } : { key: p.key };

function each<T>(make: (source: Source) => T): Record<Source, T> {
  return { inbox: make('inbox'), event: make('event'), timer: make('timer') };
}

export function createTurnWriter(db: Db, write: WriteRow): TurnWriter {
  const finish = each((s) =>
    // A timer keeps no time of its end: its row is used again under its key.
    db.prepare(`update ${s} set state = 1, did = @did${s === 'timer' ? '' : ', done_at = @now'} where ${ROW[s]}`),
  );
  const begun = each((s) => db.prepare(`update ${s} set tries = @tries where ${ROW[s]}`));
  const failed = each((s) => db.prepare(`update ${s} set tries = @tries, did = @did, state = @state where ${ROW[s]}`));
  const aside = db.prepare(
    `insert into set_aside (workspace, source, why, item, at)
     values (coalesce((select workspace from lane where id = ?), 'main'), ?, ?, ?, ?)`,
  );
  const conversation = db.prepare(
    `insert into conversation (person_id, workspace, state, schema, rev, updated_at) values (?, ?, ?, ?, 1, ?)
     on conflict (person_id) do update
       set state = excluded.state, schema = excluded.schema, rev = rev + 1, updated_at = excluded.updated_at`,
  );
  const lane = db.prepare('update lane set state = ?, rev = rev + 1 where id = ?');

  return {
    done(pending, workspace, { rows, conversations, laneState, did }, now) {
      const { from, key, laneId } = pending;
      // First of all: a timer that the turn sets anew under its key comes back to life below.
      finish[from].run({ did, now, ...rowOf(pending) });
      for (const row of rows) write(row);
      point(from === 'timer' ? 'timer.writing' : 'turn.writing');
      for (const c of conversations) conversation.run(c.personId, workspace, c.state, c.schema, now);
      if (laneState !== undefined) lane.run(laneState, laneId);
      return { from, id: String(key), laneId, state: 'done', did };
    },
    failed(pending, failure, now) {
      const { from, key, laneId, tries: before } = pending;
      const did = reasonCode(failure);
      const tries = Math.min(before + 1, TRIES);
      const last = tries === TRIES;
      failed[from].run({ tries, did, state: last ? 2 : 0, ...rowOf(pending) });
      // The row itself stays where it was, with all it holds; this names it for an operator.
      if (last) aside.run(laneId, from, did, JSON.stringify({ [KEY[from]]: key, laneId }), now);
      return { from, id: String(key), laneId, state: last ? 'aside' : 'failed', did };
    },
    begun(pending) {
      begun[pending.from].run({ tries: pending.tries + 1, ...rowOf(pending) });
    },
  };
}
