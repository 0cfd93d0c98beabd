import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import { followUpStart } from '../programme/follow-up/index.ts';
import { packFactsKeep, packFactsOf } from '../programme/pack-facts.ts';
import { retainStart } from '../programme/privacy/index.ts';
import { listFlowVersions, recordFlowVersions } from '../store/flow-versions.ts';
import type { Migration } from '../store/migrate.ts';
import { operationName, type Store } from '../store/port.ts';
import { openSqlite } from '../store/sqlite/open.ts';
import { openSqliteWorker } from '../store/worker/open.ts';
import type { Seen } from '../workshop/explore/watched.ts';
import { OPERATIONS } from './capabilities.ts';
import { buildMind, type Mind, rebuilder, type Versions, watchedMind, withVersions } from './mind.ts';
import type { Packs } from './packs.ts';
import { keepSteps, speaking } from './speaking.ts';

/** What the store's thread is given. */
export interface StoreData {
  readonly path: string;
  readonly migrations: readonly Migration[];
  readonly packs: Packs;
  /** What its thread logs of turns that fail. */
  readonly logLevel: string;
}

export interface StoreOptions extends StoreData {
  /** `worker`: the engine beside this thread, which then only serves HTTP and sends. */
  readonly thread: 'main' | 'worker';
  /** A command that only looks or operates; in this thread. */
  readonly visitor?: boolean;
  /** A database of virtual time; in this thread. */
  readonly throwAway?: boolean;
  /** Hears of every move of a flow; in this thread. */
  readonly watch?: (seen: Seen) => void;
  readonly clock: Clock;
  readonly log: Log;
  readonly onCrash: (error: Error) => void;
}

/** Opens the engine over the packs, and over the older versions of flows that people may still stand in. */
export async function openStore(options: StoreOptions): Promise<{ store: Store; mind: Mind }> {
  const { path, migrations, packs, logLevel, thread, clock, log, onCrash } = options;
  const built = buildMind(packs);
  const mind = options.watch ? watchedMind(built, options.watch) : built;
  const engine =
    thread === 'worker'
      ? await openSqliteWorker({
          entry: besideThis('store-worker'),
          data: { path, migrations, packs, logLevel } satisfies StoreData,
          onCrash,
        })
      : openSqlite({
          path,
          migrations,
          clock,
          think: mind.think,
          facts: mind.facts,
          operations: OPERATIONS,
          ...(options.visitor ? { visitor: true } : {}),
          ...(options.throwAway ? { throwAway: true } : {}),
          rebuild: rebuilder(mind),
          onFailure: (outcome, error) => log.error({ outcome, err: error }, 'a turn failed; its message is kept'),
        });
  const store = speaking(engine);
  const learned = await learnVersions(store, mind, clock);
  return { store, mind: learned };
}

/** Keeps today's versions and what operations must know of the packs, and takes in versions of before. */
export async function learnVersions(store: Store, mind: Mind, clock: Clock): Promise<Mind> {
  const at = { now: clock.now(), seed: 'flows' };
  await store.operate(operationName(recordFlowVersions), { sources: mind.library.sources }, at);
  const packsNow = [...mind.library.programmes.values()].map((programme) => packFactsOf(programme, mind.deps.texts));
  await store.operate(operationName(packFactsKeep), { packs: packsNow }, at);
  await store.operate(operationName(retainStart), {}, { ...at, seed: `retain-${at.now}` });
  await store.operate(operationName(followUpStart), {}, { ...at, seed: `follow-up-${at.now}` });
  await keepSteps(store, mind, at);
  const known = await store.operate(operationName(listFlowVersions), {}, at);
  if (known.length === mind.library.sources.length) return mind;
  const versions: Versions = { versions: known };
  await store.reload(versions);
  return withVersions(mind, versions);
}

function besideThis(name: string): URL {
  return new URL(`${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
}
