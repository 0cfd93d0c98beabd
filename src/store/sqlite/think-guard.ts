import { Session } from 'node:inspector';
import { isMainThread } from 'node:worker_threads';

/** A whole batch thinks within this: a hundred turns take some 20 ms warm, a few hundred on a cold or crowded machine. */
export const THINK_TIMEOUT_MS = 1_000;

/**
 * Runs synchronous work under a time limit that stops even an endless loop. V8 ends the whole call, wherever its code
 * came from; `finally` blocks in it do not run.
 */
export interface ThinkGuard {
  /** Runs the thinking of a batch. False when it was stopped. What the work throws is thrown on. */
  batch(work: () => void): boolean;
  /** Runs one suspect turn, in half the time: it is known by then that something hangs. */
  alone(work: () => void): boolean;
}

const NAME = 'recado.think';
const expression = `void globalThis[Symbol.for('${NAME}')]()`;

let session: Session | undefined;
let given = (): void => {};

/** This thread's session with itself, and the work under the name by which V8 finds it. Both last as long as the thread. */
function connected(): Session {
  if (session) return session;
  session = new Session();
  session.connect();
  Object.defineProperty(globalThis, Symbol.for(NAME), { value: () => given() });
  return session;
}

/**
 * By V8's own evaluation with a time limit, which debuggers use: its clock is a thread that is there anyway. `vm` with a
 * timeout stops the same hangs, but makes and joins a thread for each call, some tenth of a turn alone in its commit
 * (docs/performance.md).
 */
export function createThinkGuard(timeoutMs: number = THINK_TIMEOUT_MS): ThinkGuard {
  const own = connected();
  function within(timeout: number, work: () => void): boolean {
    const began = performance.now();
    const came = { ended: false, stopped: false, threw: false, error: undefined as unknown };
    given = () => {
      try {
        work();
      } catch (error) {
        came.threw = true;
        came.error = error;
      }
      came.ended = true;
    };
    // Answers before it returns. It fails where the work was stopped.
    own.post('Runtime.evaluate', { expression, timeout, silent: true }, (failure) => {
      came.stopped = failure !== null;
    });
    if (came.threw) throw came.error;
    if (came.ended) return true;
    if (!came.stopped) throw new Error('think: it was neither run nor stopped');
    // Stopped before its time: the thread itself is being ended, and V8's evaluation has kept that to itself.
    if (performance.now() - began < timeout && !isMainThread) process.exit();
    return false;
  }
  return {
    batch: (work) => within(timeoutMs, work),
    alone: (work) => within(Math.ceil(timeoutMs / 2), work),
  };
}
