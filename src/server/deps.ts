import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Decoded, Webhook } from '../channels/port.ts';
import type { DeliveryStatus } from '../domain/delivery.ts';
import type { Inbound } from '../domain/inbound.ts';
import type { Verified } from '../programme/certificate/index.ts';
import type { ApiDeps } from './api/deps.ts';
import type { MediaFile } from './media-file.ts';
import type { Metrics } from './metrics.ts';
import type { BenchDeps } from './simulator/bench/deps.ts';
import type { SimulatorDeps } from './simulator/deps.ts';

/** All that the server knows of the house. `assemble` fills it; tests fill it with the small and honest. */
export interface ServerDeps {
  readonly webhooks: readonly Webhook[];
  /** Resolves when every message is durable. Rejects with STORE_UNAVAILABLE when not even that could be written. */
  accept(inbounds: readonly Inbound[]): Promise<unknown>;
  statuses(list: readonly DeliveryStatus[]): Promise<unknown>;
  /** Keeps what could not be read, with its reason. `webhook` is the path it came by. */
  setAside(items: Decoded['aside'], webhook: string): Promise<unknown>;
  /** News about our account, for operators. */
  notice(items: Decoded['notices'], webhook: string): Promise<unknown>;
  health(): Promise<readonly HealthCheck[]>;
  readonly metrics: Metrics;
  /** Absent: there is no /api/v1. */
  readonly api?: ApiDeps;
  /** Absent: there is no simulator at all. */
  readonly simulator?: SimulatorDeps;
  /** The author's bench in virtual time. Absent: `/simulator` is the phone alone. */
  readonly bench?: BenchDeps;
  /** A real channel is set: strangers must not enter the programme by the simulator. */
  readonly staffOnlySimulator: boolean;
  /** Hands out the bytes behind a media link once, and spends it. Null: unknown, spent or expired. */
  mediaByToken(token: string): Promise<MediaFile | null>;
  /** What anybody who holds the code of a certificate may know; null for a code that is none. Absent: there is no such page. */
  verify?(code: string): Promise<Verified | null>;
  /** Whose `X-Forwarded-For` is believed: our own TLS proxy. Absent: nobody's, and limits by address count the proxy as one caller. */
  readonly trustedProxies?: readonly string[];
  readonly clock: Clock;
  /** An unguessable token of at least 20 characters of [0-9a-z]. */
  token(): string;
  /** Made with `logSettings`, so that nothing personal is written. */
  readonly log: Logger;
}

/** One line of readiness: the store, the migrations, a worker, a provider's token. */
export interface HealthCheck {
  readonly name: string;
  readonly ok: boolean;
  /** Without personal data or secrets: it is public. */
  readonly says: string;
  /** What to do. Beside `ok` it is a warning: all works, and somebody should look. */
  readonly next?: string;
}
