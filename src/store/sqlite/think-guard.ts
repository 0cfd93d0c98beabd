import { createContext, Script } from 'node:vm';

/** A whole batch thinks within this: a hundred turns take some 20 ms warm, a few hundred on a cold or crowded machine. */
export const THINK_TIMEOUT_MS = 1_000;

/**
 * Runs synchronous work under a time limit that stops even an endless loop. V8 ends the whole call, wherever its code
 * came from; `finally` blocks in it do not run. Costs about 65 µs (a watchdog thread), so it is used once a batch.
 */
export interface ThinkGuard {
  /** Runs the thinking of a batch. False when it was stopped. What the work throws is thrown on. */
  batch(work: () => void): boolean;
  /** Runs one suspect turn, in half the time: it is known by then that something hangs. */
  alone(work: () => void): boolean;
}

export function createThinkGuard(timeoutMs: number = THINK_TIMEOUT_MS): ThinkGuard {
  const box: { work: () => void } = { work: () => {} };
  const context = createContext(box);
  const script = new Script('work()', { filename: 'think' });
  function within(timeout: number, work: () => void): boolean {
    box.work = work;
    try {
      script.runInContext(context, { timeout });
      return true;
    } catch (error) {
      if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
      throw error;
    }
  }
  return {
    batch: (work) => within(timeoutMs, work),
    alone: (work) => within(Math.ceil(timeoutMs / 2), work),
  };
}
