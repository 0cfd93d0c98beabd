import type { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Inbound } from '../domain/inbound.ts';

/**
 * The store as the rest of the house sees it. It is inverted: nobody above holds a transaction. The engine is given
 * the pure `think` and the named operations when it is opened, and runs them between BEGIN and COMMIT itself.
 * SQLite in this thread, SQLite in a worker thread, and later PostgreSQL stand behind it under one contract suite.
 */
export interface Store {
  /**
   * Accepts what arrived, claims pending inbox, event and timer rows (one per lane; messages before events before timers,
   * each by time then sequence; within a lane by time), thinks and writes, in one commit. Resolves when the commit is durable. Rejects with STORE_UNAVAILABLE only if not even the
   * acceptance could be written.
   */
  turnBatch(request: TurnBatch): Promise<BatchOutcome>;
  /** Runs a named operation: loads, decides and writes in one transaction. */
  operate<I, O>(operation: OperationName<I, O>, input: I, at: { now: Millis; seed: string }): Promise<O>;
  /** Rows of a read-only query off the hot thread, 10 s limit. The SQL is built by Kysely (`store/read`). */
  read<R>(query: Query): Promise<R[]>;
  /** Gives `think` a new library (a pack was edited). Resolves when later turns use it. */
  reload(packs: unknown): Promise<void>;
  /** Waits for what is under way, then closes cleanly. */
  close(): Promise<void>;
}

export interface TurnBatch {
  /** New messages. May be empty: then only what is pending is worked. */
  readonly arrived: readonly Inbound[];
  /** Most turns in this batch (at most TURNS_PER_BATCH). */
  readonly limit: number;
  readonly now: Millis;
  readonly seed: string;
}

export interface BatchOutcome {
  /** One per arrived message, in order. */
  readonly accepted: readonly ('new' | 'duplicate')[];
  readonly turns: readonly TurnOutcome[];
  /** More rows are pending now: call again. */
  readonly more: boolean;
  /** Turns wrote outbox rows: wake the outbox. */
  readonly wroteOutbox: boolean;
  /** Turns wrote media rows: wake the media queue. */
  readonly wroteMedia: boolean;
  /** Turns wrote job rows: wake the job worker. */
  readonly wroteJobs: boolean;
  /** What arrived is safe but the turns could not be written (a full disk): the code. Wait before calling again. */
  readonly stuck?: string;
}

export interface TurnOutcome {
  readonly from: 'inbox' | 'event' | 'timer';
  readonly id: string;
  readonly laneId: string;
  readonly state: 'done' | 'failed' | 'aside';
  /** What became of it (`Turned.did`), or why it failed: a code, never her words. */
  readonly did: string;
}

/** At most so many turns share a commit: the gain flattens there and a long batch delays acknowledgements (docs/performance.md). */
export const TURNS_PER_BATCH = 100;
/** At most so many of them are events and timers: whoever writes meanwhile waits for some 20 ms of them, not for a hundred. */
export const BACKGROUND_PER_BATCH = 25;
/** A turn that failed so often is set aside with its reason, so that it never loops the process. */
export const TRIES = 5;

// ---- what a turn is given and returns ----------------------------------------------------------------------------

/** The pure turn. Same lane, item, now and seed: same result. */
export type Think = (
  lane: LoadedLane,
  item: ClaimedItem,
  at: { readonly now: Millis; readonly seed: string },
) => Thought;

export interface LoadedLane {
  readonly laneId: string;
  readonly workspace: string;
  /** JSON, opaque to the store. */
  readonly state: string;
  readonly addresses: readonly LoadedAddress[];
  readonly persons: readonly LoadedPerson[];
}

export interface LoadedAddress {
  readonly id: string;
  readonly channel: string;
  readonly our_number: string;
  readonly raw: string;
  readonly opted_out_at: number | null;
  readonly opted_out_by: string | null;
  readonly last_inbound_at: number | null;
  /** Since when somebody else may be writing from it. */
  readonly doubt_at: number | null;
  /** The provider says that nobody is there. */
  readonly dead_at: number | null;
  /** WhatsApp did not deliver: her messages go by SMS until she writes here again. */
  readonly by_sms_since: number | null;
  readonly simulated: number;
}

export interface LoadedPerson {
  readonly id: string;
  readonly name: string | null;
  readonly language: string | null;
  /** JSON objects. */
  readonly person_values: string;
  readonly profile: string;
  /** JSON, opaque; null before her first turn. */
  readonly conversation: string | null;
  /** `conversation/stored` version it was written with. */
  readonly schema: number;
  readonly address_ids: readonly string[];
  /** Those of them at which she has left and not come back by a word of her own; absent means none. */
  readonly silent_ids?: readonly string[];
  /** Rows of each fact source that the packs need: source name → rows. An engine may ask for them when they are first read. */
  readonly facts: Readonly<Record<string, readonly SqlRow[]>>;
}

export type ClaimedItem =
  | {
      readonly from: 'inbox';
      readonly id: string;
      readonly addressId: string;
      readonly inbound: Inbound;
      readonly arrivedAt: Millis;
      /** The outbox row she quoted, if we know it. */
      readonly quoted?: {
        readonly question_id: string | null;
        readonly thread_id: string | null;
        readonly person_id: string;
      };
    }
  | {
      readonly from: 'event';
      readonly id: string;
      readonly personId: string | null;
      readonly name: string;
      readonly payload: string;
      readonly at: Millis;
    }
  | {
      readonly from: 'timer';
      readonly id: string;
      readonly personId: string;
      readonly key: string;
      /** JSON of TimerRequest. */
      readonly request: string;
      /** `anchor`: its anchor is now known, compute when it is due. `due`: its moment has come. */
      readonly phase: 'anchor' | 'due';
      readonly anchoredAt: Millis | null;
      readonly dueAt: Millis | null;
      /** Others of hers whose anchors have become known: one turn for all of them. Only of a timer in its `anchor` phase. */
      readonly beside?: readonly AnchoredTimer[];
    };

/** A timer in its `anchor` phase that waits for its turn. `request` is JSON of TimerRequest. */
export interface AnchoredTimer {
  readonly key: string;
  readonly request: string;
  readonly anchoredAt: Millis | null;
}

export interface Thought {
  readonly laneState?: string;
  /** Changed conversations. The person row itself may be among `rows` when she is new. */
  readonly conversations: readonly { readonly personId: string; readonly state: string; readonly schema: number }[];
  readonly rows: readonly RowWrite[];
  readonly did: string;
}

// ---- rows ---------------------------------------------------------------------------------------------------------

export type Scalar = string | number | null;
export type SqlRow = Readonly<Record<string, Scalar>>;

/** One write. Table and column names come from code, never from input. */
export type RowWrite =
  | { readonly op: 'insert'; readonly table: string; readonly values: SqlRow }
  /** Does nothing where a unique key is taken already. */
  | { readonly op: 'insert-new'; readonly table: string; readonly values: SqlRow }
  /** Insert, or set the other columns where `key` is taken. */
  | { readonly op: 'upsert'; readonly table: string; readonly key: readonly string[]; readonly values: SqlRow }
  /** By key. With `expect`, the write fails (and its turn or operation with it: STALE) unless the row still reads so. */
  | {
      readonly op: 'update';
      readonly table: string;
      readonly key: SqlRow;
      readonly set: SqlRow;
      readonly expect?: SqlRow;
    }
  | { readonly op: 'delete'; readonly table: string; readonly key: SqlRow };

/** SQL with named parameters (`@name`), one text per engine. */
export interface Query {
  readonly sql: { readonly sqlite: string; readonly postgres?: string };
  readonly params: SqlRow;
}

// ---- named operations ---------------------------------------------------------------------------------------------

/**
 * A named operation: data plus a pure function. `reads` says what to load; `decide` turns it into rows. Bulk work may
 * name set-based `statements`, run after the rows in the same transaction.
 */
export interface Operation<I, O> {
  readonly name: string;
  /** Draws its ids as the operation of this name does, of which it is another form. */
  readonly drawsAs?: string;
  readonly input: z.ZodType<I>;
  readonly reads: Readonly<Record<string, (input: I, now: Millis) => Query>>;
  decide(
    loaded: Readonly<Record<string, readonly SqlRow[]>>,
    input: I,
    at: { readonly now: Millis; readonly newId: NewId },
  ): Decision<O>;
}

export interface Decision<O> {
  readonly rows: readonly RowWrite[];
  readonly statements?: readonly Query[];
  readonly output: O;
}

/** The name of an operation carrying its types: `operationName(claimOutbox)`. Only name and input cross to a worker. */
export interface OperationName<I, O> {
  readonly name: string;
  readonly __types?: (input: I) => O;
}

export const operationName = <I, O>(operation: Operation<I, O>): OperationName<I, O> => ({ name: operation.name });

// biome-ignore lint/suspicious/noExplicitAny: a registry holds operations of every input and output
export type AnyOperation = Operation<any, any>;

/** Facts of a person that conditions may ask: `name` is a CEL root; `query` has the one parameter @person. */
export interface FactSource {
  readonly name: string;
  readonly query: { readonly sqlite: string; readonly postgres?: string };
}
