import fc from 'fast-check';
import { type AnyTarget, type Ground, HANG, type Target } from './target.ts';

/** A case that broke a promise, as it is kept in `seeds/`. */
export interface Found {
  readonly target: string;
  /** What was wrong, in one line. */
  readonly says: string;
  /** Where the suite met it: `npm run prove -- --long --only TARGET --chunk N`. */
  readonly seed: number;
  readonly case: unknown;
}

/** Shrinking a case may take no longer than this, in ms: a large case is better than none. */
const SHRINK = 60_000;

/**
 * Runs cases of one target on one ground. Returns what broke, made as small as the ground allows; undefined when all
 * held. `tell` hears the number of each case before it runs, so that one which never ends can be found again.
 */
export async function prove(
  target: AnyTarget,
  seed: number,
  runs: number,
  tell: (run: number) => void = () => {},
): Promise<Found | undefined> {
  const whole = target as Target<unknown>;
  const { name, cases } = whole;
  const ground = await whole.open();
  let run = 0;
  let brokenSince: number | undefined;
  let first: unknown;
  try {
    const checked = await fc.check(
      fc.asyncProperty(cases, async (one) => {
        // A case that is being made smaller counts as held once the time for it is over.
        if (brokenSince !== undefined && performance.now() - brokenSince > SHRINK) return;
        tell(run++);
        try {
          await inTime(ground, one);
        } catch (error) {
          if (brokenSince === undefined) first = one;
          brokenSince ??= performance.now();
          throw error;
        }
      }),
      { seed, numRuns: runs },
    );
    if (checked.failed) {
      const says = firstLine(checked.errorInstance);
      // What a case has broken may stay broken for those that are tried after it: each is asked on a ground of its own.
      for (const one of [checked.counterexample![0], first])
        if (await breaksAlone(target, one)) return { target: name, says, seed, case: one };
      return { target: name, says: `after the cases before it: ${says}`, seed, case: null };
    }
    await ground.atEnd?.();
    return undefined;
  } catch (error) {
    return { target: name, says: `once the chunk was through: ${firstLine(error)}`, seed, case: null };
  } finally {
    await ground.close?.();
  }
}

async function breaksAlone(target: AnyTarget, one: unknown): Promise<boolean> {
  try {
    await replay(target, one);
    return false;
  } catch {
    return true;
  }
}

/** The same case alone on a ground of its own. Throws where the promise is (still) broken. */
export async function replay(target: AnyTarget, one: unknown): Promise<void> {
  const ground = (await (target as Target<unknown>).open()) as Ground<unknown>;
  try {
    await inTime(ground, one);
    await ground.atEnd?.();
  } finally {
    await ground.close?.();
  }
}

/** The case that `tell` numbered so: the one that hung. */
export function caseAt(target: AnyTarget, seed: number, run: number): unknown {
  return fc.sample((target as Target<unknown>).cases, { seed, numRuns: run + 1 }).at(-1);
}

/** Both clocks: on a busy machine a case waits for others, and beside it a collector of garbage works in threads. */
async function inTime(ground: Ground<unknown>, one: unknown): Promise<void> {
  const began = performance.now();
  const cpu = process.cpuUsage();
  await ground.holds(one);
  const took = performance.now() - began;
  const limit = ground.hang ?? HANG;
  if (took <= limit) return;
  const { user, system } = process.cpuUsage(cpu);
  const worked = (user + system) / 1_000;
  if (worked > limit) throw new Error(`took more than ${limit} ms (${Math.round(worked)} ms)`);
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).split('\n')[0]!.slice(0, 300);
