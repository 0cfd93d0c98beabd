import type { Millis } from '../../base/clock.ts';
import { idsFrom } from '../../base/ids.ts';
import { point } from '../../base/points.ts';
import { type BatchOutcome, type FactSource, type Think, TRIES, TURNS_PER_BATCH, type TurnOutcome } from '../port.ts';
import { type Accepted, type Arrival, createAccept } from './accept.ts';
import { createClaim, type Pending } from './claim.ts';
import { type Db, isMachineFault, reasonCode, unavailable } from './faults.ts';
import { createLoader } from './load-lane.ts';
import type { ThinkGuard } from './think-guard.ts';
import type { Transactions } from './transaction.ts';
import { KILLED, loadTurn, type Turn, thinkAll } from './work.ts';
import type { WriteRow } from './write-rows.ts';
import { createTurnWriter } from './write-turn.ts';

/** What thinks, and the facts it needs loaded. Replaced as a whole when packs are edited. */
export interface Brain {
  readonly think: Think;
  readonly facts: readonly FactSource[];
}

export interface BatchRequest {
  readonly arrived: readonly Arrival[];
  readonly limit: number;
  readonly now: Millis;
  readonly seed: string;
}

/** A turn that did not work, for the log: the error itself may hold a learner's words, the outcome does not. */
export type OnFailure = (outcome: TurnOutcome, error: unknown) => void;

export interface Batches {
  run(request: BatchRequest): BatchOutcome;
  setBrain(brain: Brain): void;
}

interface Parts {
  readonly db: Db;
  readonly transactions: Transactions;
  readonly write: WriteRow;
  readonly guard: ThinkGuard;
  readonly brain: Brain;
  /** The last stop was no clean one: every turn in a transaction of its own until the backlog is worked. */
  readonly careful: boolean;
  readonly onFailure?: OnFailure;
}

/** Accepts, claims, loads, thinks and writes. See `Store.turnBatch` for what it promises. */
export function createBatches(parts: Parts): Batches {
  const { db, transactions, guard, onFailure } = parts;
  let { brain, careful } = parts;
  let loader = createLoader(db, brain.facts);
  const accept = createAccept(db);
  const claim = createClaim(db);
  const writer = createTurnWriter(db, parts.write);

  const acceptAll = ({ arrived, now, seed }: BatchRequest): Accepted =>
    accept(arrived, { now, newId: idsFrom(now, `${seed}.accept`) });

  function load(pending: Pending, fresh: Accepted['fresh']): Turn {
    return pending.tries >= TRIES ? { pending, failure: KILLED } : loadTurn(loader, pending, fresh);
  }

  /** Undefined when the turn was left for a later batch. */
  function write(turn: Turn, now: Millis): TurnOutcome | undefined {
    const { pending, thought, loaded } = turn;
    if (turn.failure !== undefined) return writer.failed(pending, turn.failure, now);
    return thought && loaded && writer.done(pending, loaded.lane.workspace, thought, now);
  }

  /** In a savepoint of its own: what cannot be written is undone, counted, and spoils nothing else. */
  function writeAlone(turn: Turn, now: Millis): TurnOutcome | undefined {
    try {
      return transactions.savepoint(() => write(turn, now));
    } catch (error) {
      if (isMachineFault(error) || !db.inTransaction) throw error;
      turn.failure = error;
      return write(turn, now);
    }
  }

  /** A savepoint for each turn copies pages over and over (an eighth of the batch), so first all are tried in one. */
  function writeAll(turns: readonly Turn[], now: Millis): TurnOutcome[] {
    const written = (outcomes: readonly (TurnOutcome | undefined)[]) => outcomes.filter((o) => o !== undefined);
    try {
      return written(transactions.savepoint(() => turns.map((turn) => write(turn, now))));
    } catch (error) {
      if (isMachineFault(error) || !db.inTransaction) throw error;
      return written(turns.map((turn) => writeAlone(turn, now)));
    }
  }

  function outcome(accepted: BatchOutcome['accepted'], turns: readonly Turn[], outcomes: readonly TurnOutcome[]) {
    const wrote = (table: string) =>
      turns.some((t) => t.failure === undefined && t.thought?.rows.some((row) => row.table === table));
    return {
      accepted,
      turns: outcomes,
      wroteOutbox: wrote('outbox'),
      wroteMedia: wrote('media'),
      wroteJobs: wrote('job'),
    };
  }

  function report(turns: readonly Turn[], outcomes: readonly TurnOutcome[]): void {
    if (!onFailure) return;
    for (const turn of turns) {
      if (turn.failure === undefined) continue;
      const { from, key } = turn.pending;
      const told = outcomes.find((o) => o.from === from && o.id === String(key));
      if (told) onFailure(told, turn.failure);
    }
  }

  function inOneCommit(request: BatchRequest): BatchOutcome {
    const { now, seed } = request;
    let turns: readonly Turn[] = [];
    const result = transactions.immediate(() => {
      const { states, fresh } = acceptAll(request);
      if (request.arrived.length > 0) point('accept.before-commit');
      turns = claim.take(limitOf(request), now).map((pending) => load(pending, fresh));
      if (turns.length > 0) thinkAll(turns, brain.think, guard, { now, seed });
      const outcomes = turns.length > 0 ? writeAll(turns, now) : [];
      return { ...outcome(states, turns, outcomes), more: claim.any(now) };
    });
    committed(request, turns);
    report(turns, result.turns);
    return result;
  }

  /** Acceptance first, then each turn: its try committed, then the turn. A crash is charged to the turn it happened in. */
  function carefully(request: BatchRequest): BatchOutcome {
    const { now, seed } = request;
    const { states, fresh } = transactions.immediate(() => acceptAll(request));
    committed(request, []);
    const turns: Turn[] = [];
    const outcomes: TurnOutcome[] = [];
    let stuck: string | undefined;
    try {
      for (const pending of claim.take(limitOf(request), now)) {
        if (pending.tries < TRIES) transactions.immediate(() => writer.begun(pending));
        point('careful.begun');
        transactions.immediate(() => {
          const turn = load(pending, fresh);
          thinkAll([turn], brain.think, guard, { now, seed });
          const written = writeAlone(turn, now);
          turns.push(turn);
          if (written) outcomes.push(written);
        });
        point('batch.committed');
      }
    } catch (error) {
      stuck = reasonCode(error);
    }
    const more = stuck !== undefined || claim.any(now);
    careful = more;
    report(turns, outcomes);
    return { ...outcome(states, turns, outcomes), more, ...(stuck !== undefined && { stuck }) };
  }

  /** The batch could not be written. What arrived is kept if that much can be done; the turns wait. */
  function acceptOnly(request: BatchRequest, cause: unknown): BatchOutcome {
    const { states } = transactions.immediate(() => acceptAll(request));
    return {
      accepted: states,
      turns: [],
      more: true,
      wroteOutbox: false,
      wroteMedia: false,
      wroteJobs: false,
      stuck: reasonCode(cause),
    };
  }

  return {
    run(request) {
      try {
        if (careful) return carefully(request);
        try {
          return inOneCommit(request);
        } catch (error) {
          return acceptOnly(request, error);
        }
      } catch (error) {
        throw unavailable(error);
      }
    },
    setBrain(next) {
      loader = createLoader(db, next.facts);
      brain = next;
    },
  };
}

/** For whoever listens: what is now on the disk, before anybody is told. */
function committed(request: BatchRequest, turns: readonly Turn[]): void {
  if (request.arrived.length > 0) point('accept.committed');
  if (turns.length > 0) point('batch.committed');
}

const limitOf = (request: BatchRequest): number => Math.max(0, Math.min(request.limit, TURNS_PER_BATCH));
