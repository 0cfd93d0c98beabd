import type { Clock, Millis } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { ChannelSettings } from '../channels/registry.ts';
import type { FileKeeper } from '../media/fetch-one.ts';
import type { ServerDeps } from '../server/deps.ts';
import type { BenchDeps } from '../server/simulator/bench/deps.ts';
import type { Migration } from '../store/migrate.ts';
import type { StoreOptions } from './open-store.ts';
import type { Packs } from './packs.ts';
import type { PaperOptions } from './paper.ts';

/** All that differs between production, tests and virtual time. */
export interface AppOptions {
  readonly settings: ChannelSettings;
  readonly packs: Packs;
  readonly database: Pick<StoreOptions, 'path' | 'thread' | 'visitor' | 'throwAway' | 'watch'>;
  readonly migrations: readonly Migration[];
  readonly flowsFolder: string;
  /** Addresses of our own proxies (server/deps.ts). */
  readonly trustedProxies?: readonly string[];
  readonly keeper: FileKeeper;
  /** Where printed pages are drawn; absent: in this thread. */
  readonly paperThread?: PaperOptions['thread'];
  readonly clock: Clock;
  /** Turns that come soon one after another, and sends, are gathered for so long, in real time. 0 without it, as virtual time needs. */
  readonly gather?: Millis;
  /** A fresh seed for every batch and operation: the only chance there is. */
  readonly seed: () => string;
  /** Unguessable, from node:crypto in production. */
  readonly token: () => string;
  readonly fetch: typeof fetch;
  readonly deadline?: (after: number) => AbortSignal;
  readonly log: Log & { readonly pino?: unknown };
  /** The store's thread died: nothing can be accepted or sent any more, and only a new process helps. */
  readonly onCrash?: (error: Error) => void;
  readonly logger: ServerDeps['log'];
  /** Lives and says nothing: no channel is given what waits. For the first start after a restore. */
  readonly mute?: boolean;
  /** The author's bench, where the product serves one. */
  readonly bench?: BenchDeps;
}
