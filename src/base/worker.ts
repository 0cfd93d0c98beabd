import type { Millis } from './clock.ts';

/**
 * Something with a queue to work. It owns no timers: `assemble` drives it by the real clock, the workshop by a virtual one.
 * That is what lets weeks of a programme run in a second with the very same code.
 */
export interface Worker {
  readonly name: string;
  /** Does what is due now. True when it did something (there may be more). Never throws: it keeps its own errors. */
  tick(): Promise<boolean>;
  /** When it next has something to do, once what is under way has ended; null when nothing is waiting for time. */
  nextDue(): Promise<Millis | null>;
  /** Finishes what is under way and takes nothing new. */
  stop(): Promise<void>;
}

/** Tells the driver that a queue has something now, without waiting for its next due time. */
export type Wake = () => void;
