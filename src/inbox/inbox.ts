import { type Backoff, backoff } from '../base/backoff.ts';
import { Breath } from '../base/breath.ts';
import { type Clock, type Millis, SECOND } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import { seededRandom } from '../base/random.ts';
import { Rest } from '../base/rest.ts';
import { Signal } from '../base/signal.ts';
import type { Wake, Worker } from '../base/worker.ts';
import { deliversAgain } from '../domain/channel.ts';
import type { Inbound } from '../domain/inbound.ts';
import { nextTimer } from '../store/pending.ts';
import { type BatchOutcome, operationName, type Store, TURNS_PER_BATCH } from '../store/port.ts';

export interface InboxDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** A fresh seed for every batch: with the time it is all the chance a turn has. */
  readonly seed: () => string;
  readonly log: Log;
  /** At least so long, in real time, from one commit of turns to the next while few wait. 0 without it, as virtual time needs. */
  readonly gather?: Millis;
  /** Turns wrote messages to send, or media to fetch. */
  readonly onOutbox: Wake;
  readonly onMedia: Wake;
  /** Turns asked for operations. */
  readonly onJobs: Wake;
  /** After each batch, for metrics. */
  readonly onBatch?: (outcome: BatchOutcome, tookMs: Millis) => void;
}

export interface Inbox {
  /**
   * Resolves when each of these messages is durable: `new`, or `duplicate` where it was here before. Does not wait for
   * other callers' messages nor for turns left over. Rejects with STORE_UNAVAILABLE when some could not be kept (the
   * provider is answered 503 and delivers again; what was kept comes back as a duplicate), or with STOPPING.
   */
  accept(inbounds: readonly Inbound[]): Promise<('new' | 'duplicate')[]>;
  /** Something is pending that no message announced: a timer is due, an event row was written. */
  wake(): void;
  /** Why its last batch could not be written; null when all is well. */
  stuck(): string | null;
  readonly worker: Worker;
}

interface Arrived {
  readonly inbound: Inbound;
  readonly resolve: (accepted: 'new' | 'duplicate') => void;
  readonly reject: (error: unknown) => void;
}

/**
 * So many messages wait in memory to be written, some 40 MB of them, before a provider that brings them again is asked to do
 * so. A disk that takes 100 ms to sync still accepts a thousand a second.
 */
export const WAITING_MOST = 20_000;

/** The store could not write turns: the backlog is offered again after so long. */
const STORE_AGAIN: Backoff = { first: SECOND, factor: 2, cap: 30 * SECOND };

/**
 * While fewer messages than this wait for their turns, what arrives is accepted in a commit of its own, so that a provider
 * waits for the disk and not for thinking (docs/performance.md). From here on one commit for both is cheaper.
 */
export const TURNS_APART = 64;

/** So many turns between two looks at what has arrived: some 5 ms, which a provider waits at most while others are worked. */
export const TURNS_BETWEEN = 16;

/**
 * Accepts and drains. What arrived since the last turn of the event loop shares a commit; one batch is under way at a
 * time and the next gathers meanwhile; between batches that bring messages, the backlog is worked too.
 */
export function createInbox(deps: InboxDeps): Inbox {
  const { store, clock, log } = deps;
  let arrived: Arrived[] = [];
  let backlog = false;
  /** Messages accepted here whose turns are still to come. */
  let waiting = 0;
  /** The last commit only accepted. */
  let owed = false;
  let running: Promise<boolean> | undefined;
  let failures = 0;
  let stuck: string | null = null;
  const resting = new Rest();
  const changed = new Signal();
  const gathering = new Breath(deps.gather ?? 0, () => changed.raise());
  let stopping = false;

  /** Batches until nothing has arrived and nothing is pending. One run at a time; late callers join it. */
  function run(): Promise<boolean> {
    changed.raise();
    running ??= drain().finally(() => {
      running = undefined;
      if (arrived.length > 0 || mayWorkBacklog()) void run(); // came between its last look and its end
    });
    return running;
  }

  const mayWorkBacklog = (): boolean => backlog && !stopping && !resting.isOn(clock.now());
  /** Turns taken together share a commit. Whoever writes into silence does not wait for others. */
  const gathers = (): boolean => waiting < TURNS_BETWEEN && gathering.isOn;

  async function drain(): Promise<boolean> {
    let did = false;
    for (;;) {
      // Requests of the same event-loop turn come together; and between batches the sockets get their turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (arrived.length === 0 && !mayWorkBacklog()) return did;
      if (arrived.length === 0 && gathers()) {
        await changed.wait();
        continue;
      }
      did = (await batch()) || did;
    }
  }

  /** What the next commit takes in, and how many turns it works. */
  function plan(): { taken: readonly Arrived[]; limit: number } {
    const together = waiting + arrived.length >= TURNS_APART;
    // Turns wait for a moment without arrivals, or for enough of them to be worth a commit.
    const turnsNext = owed && mayWorkBacklog() && !gathers() && (arrived.length === 0 || waiting >= TURNS_BETWEEN);
    const taken = together || !turnsNext ? arrived.slice(0, TURNS_PER_BATCH) : [];
    owed = taken.length > 0 && !together;
    if (owed) return { taken, limit: 0 };
    return { taken, limit: waiting > 0 && !together ? TURNS_BETWEEN : TURNS_PER_BATCH };
  }

  async function batch(): Promise<boolean> {
    const { taken, limit } = plan();
    arrived = arrived.slice(taken.length);
    const began = clock.now();
    const request = { arrived: taken.map((one) => one.inbound), limit, now: began, seed: deps.seed() };
    let outcome: BatchOutcome;
    try {
      outcome = await store.turnBatch(request);
    } catch (error) {
      for (const one of taken) one.reject(error);
      rest(error instanceof RecadoError ? error.code : 'STORE_UNAVAILABLE');
      return false;
    }
    taken.forEach((one, index) => {
      one.resolve(outcome.accepted[index]!);
    });
    if (outcome.stuck !== undefined) rest(outcome.stuck);
    else {
      failures = 0;
      stuck = null;
      resting.end();
    }
    if (limit > 0) gathering.begin();
    backlog = outcome.more;
    const fresh = outcome.accepted.filter((accepted) => accepted === 'new').length;
    const turned = outcome.turns.filter(({ from }) => from === 'inbox').length;
    waiting = backlog ? Math.max(0, waiting + fresh - turned) : 0;
    for (const turn of outcome.turns) if (turn.state !== 'done') log.warn({ turn }, 'a turn did not work');
    if (outcome.wroteOutbox) deps.onOutbox();
    if (outcome.wroteMedia) deps.onMedia();
    if (outcome.wroteJobs) deps.onJobs();
    deps.onBatch?.(outcome, clock.now() - began);
    return taken.length > 0 || outcome.turns.length > 0;
  }

  function rest(code: string): void {
    failures++;
    stuck = code;
    backlog = true;
    resting.begin(clock.now(), backoff(failures, STORE_AGAIN, seededRandom(deps.seed())));
    log.error({ code, failures }, 'the store could not write a batch; it is tried again');
  }

  function accept(inbounds: readonly Inbound[]): Promise<('new' | 'duplicate')[]> {
    if (stopping) return Promise.reject(new RecadoError('STOPPING'));
    if (arrived.length >= WAITING_MOST && inbounds.every(({ our }) => deliversAgain(our.channel)))
      return Promise.reject(new RecadoError('STORE_UNAVAILABLE', { why: 'saturated' }));
    const accepted = inbounds.map(
      (inbound) => new Promise<'new' | 'duplicate'>((resolve, reject) => arrived.push({ inbound, resolve, reject })),
    );
    void run();
    return Promise.all(accepted);
  }

  function wake(): void {
    backlog = true;
    if (!stopping) void run();
  }

  async function tick(): Promise<boolean> {
    try {
      const { pending, dueAt } = await store.operate(
        operationName(nextTimer),
        {},
        { now: clock.now(), seed: deps.seed() },
      );
      if (pending || (dueAt !== null && dueAt <= clock.now())) backlog = true;
    } catch {
      backlog = true; // the batch will say what is wrong, and rest
    }
    return run();
  }

  return {
    accept,
    wake,
    stuck: () => stuck,
    worker: {
      name: 'inbox',
      tick,
      async nextDue() {
        while (running) await running;
        if (arrived.length > 0) return clock.now();
        try {
          const { pending } = await store.operate(
            operationName(nextTimer),
            {},
            { now: clock.now(), seed: deps.seed() },
          );
          return pending ? Math.max(resting.until(clock.now()), clock.now()) : null;
        } catch {
          return Math.max(resting.until(clock.now()), clock.now() + SECOND);
        }
      },
      async stop() {
        stopping = true;
        changed.raise();
        while (running) await running;
      },
    },
  };
}
