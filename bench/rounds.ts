import { performance } from 'node:perf_hooks';

/** One thing to measure: `run` does its work `times` times (or what it says it did) and may be asynchronous. */
export interface Contestant {
  readonly name: string;
  run(round: number): Promise<number> | number;
  /** Not timed: what each round needs afresh. */
  before?(round: number): Promise<void> | void;
  after?(round: number): Promise<void> | void;
  /** Once, after all rounds, also when something failed: closes what it holds and checks the work that was done. */
  end?(): Promise<void> | void;
}

/** Per second, over the counted rounds. */
export interface Rate {
  readonly name: string;
  readonly best: number;
  readonly median: number;
  readonly rounds: readonly number[];
}

/**
 * Runs the contestants in turn, round by round (A B C A B C …), so that a noisy neighbour hits all alike. The first
 * rounds (one unless said otherwise) warm up and are not counted. Ratios are of medians within this one run; single figures mean little elsewhere.
 */
export async function compete(contestants: readonly Contestant[], rounds: number, warm = 1): Promise<Rate[]> {
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  const wrong: unknown[] = [];
  try {
    for (let round = 0; round < warm + rounds; round++) {
      for (const contestant of contestants) {
        await contestant.before?.(round);
        const began = performance.now();
        const did = await contestant.run(round);
        const took = performance.now() - began;
        await contestant.after?.(round);
        if (round >= warm) rates.get(contestant.name)!.push((did / took) * 1_000);
      }
    }
  } catch (error) {
    wrong.push(error);
  }
  // Every contestant ends, whatever went wrong before; the first thing that did is what is told.
  for (const contestant of contestants) {
    await Promise.resolve()
      .then(() => contestant.end?.())
      .catch((error: unknown) => wrong.push(error));
  }
  if (wrong.length > 0) throw wrong[0];
  return [...rates].map(([name, list]) => ({ name, best: Math.max(...list), median: median(list), rounds: list }));
}

export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The value below which `share` of the sorted samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
