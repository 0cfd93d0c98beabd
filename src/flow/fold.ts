import type { Emitted } from './library.ts';
import type { Plan, PlannedState } from './plan.ts';
import type { ActionRef, Move } from './steps/step.ts';

/** A move as the machine makes it: what is done on the way, and the state it comes to; none where it stays. */
export interface Leg {
  readonly target: string | undefined;
  readonly does: readonly Emitted[];
}

/** A plan without the states that are only passed through. */
export interface Folded {
  /** Where the machine may stand, or has a condition to ask. */
  readonly stops: readonly PlannedState[];
  /** A move out of a state. */
  readonly of: (state: PlannedState, move: Move) => Leg;
  /** Into a state by its name, nothing done before. */
  readonly into: (target: string) => Leg;
}

/**
 * Goes through silent steps that always lead on (a `say`, a `tag`, what a branch says) while the machine is made, so that
 * they are actions of one transition and not a microstep and a snapshot each. Nobody ever stands in one: the states that
 * are left keep their names. A circle ends where it began: the machine runs it, and its budget stops it.
 */
export function folded(plan: Plan): Folded {
  const states = new Map(plan.states.map((state) => [state.key, state]));
  const known = new Map<string, Leg>();

  function into(target: string): Leg {
    const found = known.get(target);
    if (found) return found;
    const does: Emitted[] = [];
    const seen = new Set<string>();
    let at = target;
    for (let state = states.get(at); state && !seen.has(at); state = states.get(at)) {
      const on = onward(state);
      if (!on) break;
      seen.add(at);
      does.push(...by(state, state.fragment.entry), ...by(state, on.move.actions ?? []));
      at = on.to;
    }
    const leg = { target: at, does };
    known.set(target, leg);
    return leg;
  }

  return {
    stops: plan.states.filter(({ key }) => into(key).target === key),
    into,
    of(state, move) {
      const own = by(state, move.actions ?? []);
      const target = state.target(move.to);
      if (target === undefined) return { target, does: own };
      const rest = into(target);
      return { target: rest.target, does: [...own, ...rest.does] };
    },
  };
}

/** Where a state leads without a condition and without waiting. */
function onward(state: PlannedState): { readonly move: Move; readonly to: string } | undefined {
  const move = state.fragment.always?.[0];
  const to = move && !move.guard ? state.target(move.to) : undefined;
  return move && to !== undefined ? { move, to } : undefined;
}

function by({ step }: PlannedState, actions: readonly ActionRef[]): Emitted[] {
  return actions.map((action) => ({ step, action }));
}
