import type { Clock, Millis } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Wake } from '../base/worker.ts';
import type { Channel } from '../channels/port.ts';
import type { ChannelId } from '../domain/channel.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { PackTemplate } from '../domain/template.ts';
import type { Store } from '../store/port.ts';
import type { Stop } from './breaker.ts';
import type { Policy } from './policy.ts';

export interface OutboxDeps {
  readonly store: Store;
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly clock: Clock;
  readonly seed: () => string;
  readonly log: Log;
  /** At least so long, in real time, from one look at what is due to the next. 0 without it, as virtual time needs. */
  readonly gather?: Millis;
  /** For persons whose rows bring none of their own. */
  readonly zone: string;
  readonly quiet: readonly QuietHours[];
  /** Of the packs as they are now: an edited template is used at once. */
  readonly templates?: () => readonly PackTemplate[];
  /** What the programmes decide about their delivery; without it nothing falls back by time, and nothing is counted. */
  readonly policy?: () => Policy;
  /** Timers of questions were woken: the scheduler has something due. */
  readonly onTimers?: Wake;
  /** After each attempt, for metrics. */
  readonly onAttempt?: (attempt: {
    readonly channel: ChannelId;
    readonly outcome: string;
    readonly tookMs: Millis;
    /** The provider's, or the socket's, of an answer that was no acceptance. */
    readonly code?: string;
  }) => void;
}

export interface ChannelHealth {
  readonly channel: ChannelId;
  /** Set while the provider takes nothing from us; the queue is kept. */
  readonly stopped: Stop | null;
}
