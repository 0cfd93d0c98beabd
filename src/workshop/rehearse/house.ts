import type { HandClock } from '../../base/clock.ts';
import type { Worker } from '../../base/worker.ts';
import type { Library } from '../../flow/library.ts';
import type { Programme } from '../../flow/programme.ts';
import type { SqlRow } from '../../store/port.ts';
import type { Emulator } from '../emulator/index.ts';
import type { Outside } from '../virtual-time.ts';

/** The product over emulated providers, as a rehearsal sees it. */
export interface RehearsalHouse {
  readonly clock: HandClock;
  readonly emulator: Emulator;
  readonly workers: readonly Worker[];
  readonly outside: Outside;
  /** Another value whenever something else was stored. */
  readonly stored: () => unknown;
  readonly library: Library;
  readonly programme: Programme;
  /** `recado …`; throws with what the shell would say. */
  readonly shell: (words: readonly string[]) => Promise<string>;
  readonly rows: (sql: string, params?: SqlRow) => Promise<readonly SqlRow[]>;
}

/**
 * `lossy`: every webhook twice, up to four seconds late, one in twelve lost on the way to come again half a minute later:
 * all of it inside the time in which an answer counts. `late`: one in five comes two days later.
 */
export type Network = 'perfect' | 'lossy' | 'late';
export const NETWORKS: readonly Network[] = ['perfect', 'lossy', 'late'];

export interface Rehearsal {
  readonly people: number;
  readonly weeks: number;
  readonly seed: string;
  readonly network: Network;
  /** After each week. */
  readonly onWeek: (week: number) => Promise<void> | void;
}
