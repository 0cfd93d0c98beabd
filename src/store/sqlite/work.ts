import type { Millis } from '../../base/clock.ts';
import { point } from '../../base/points.ts';
import type { Inbound } from '../../domain/inbound.ts';
import type { ClaimedItem, LoadedLane, Think, Thought } from '../port.ts';
import type { Pending } from './claim.ts';
import { isMachineFault } from './faults.ts';
import type { Loader } from './load-lane.ts';
import type { ThinkGuard } from './think-guard.ts';

/** A turn on its way: claimed, loaded, then thought, failed or left for a later batch. */
export interface Turn {
  readonly pending: Pending;
  readonly loaded?: { readonly lane: LoadedLane; readonly item: ClaimedItem };
  thought?: Thought;
  /** What it failed with: whatever was thrown, or one of the symbols below. */
  failure?: unknown;
}

/** The failure of a turn that had to be stopped. */
export const TIMED_OUT = Symbol('THINK_TIMEOUT');
/** The failure of a turn during which the process died as often as a turn may fail. */
export const KILLED = Symbol('TURN_KILLED');

/** Endless loops borne in one batch; the rest waits for the next, so that acknowledgements do not. */
const STOPS_PER_BATCH = 2;

export function loadTurn(loader: Loader, pending: Pending, fresh: ReadonlyMap<number, Inbound>): Turn {
  try {
    return { pending, loaded: { lane: loader.lane(pending.laneId), item: loader.item(pending, fresh) } };
  } catch (error) {
    if (isMachineFault(error)) throw error;
    return { pending, failure: error };
  }
}

/**
 * Thinks all turns under one time limit. When it runs out, the turn under way is thought alone; if it runs out again,
 * that turn is the culprit and the others go on. Turns that failed before are thought last and alone.
 */
export function thinkAll(
  turns: readonly Turn[],
  think: Think,
  guard: ThinkGuard,
  at: { readonly now: Millis; readonly seed: string },
): void {
  const loaded = turns.filter((turn) => turn.loaded);
  const sound = loaded.filter((turn) => turn.pending.tries === 0);
  const suspect = loaded.filter((turn) => turn.pending.tries > 0);
  let stops = 0;
  let next = 0;
  const restOfSound = () => {
    for (; next < sound.length; next++) thinkOne(sound[next]!, think, at);
  };
  const alone = (turn: Turn) => {
    if (guard.alone(() => thinkOne(turn, think, at))) return;
    turn.failure = TIMED_OUT;
    stops++;
  };
  while (next < sound.length && stops < STOPS_PER_BATCH) {
    if (!guard.batch(restOfSound)) alone(sound[next++]!);
  }
  for (const turn of suspect) {
    if (stops >= STOPS_PER_BATCH) return;
    alone(turn);
  }
}

function thinkOne(turn: Turn, think: Think, at: { readonly now: Millis; readonly seed: string }): void {
  const { lane, item } = turn.loaded!;
  try {
    // Each turn its own chance: two turns of one batch must not make the same ids.
    point(item.from === 'timer' ? 'timer.thinking' : 'turn.thinking');
    turn.thought = think(lane, item, { now: at.now, seed: `${at.seed}.${item.from}.${item.id}` });
  } catch (error) {
    turn.failure = error ?? new Error('thrown without a value');
  }
}
