import { says } from '../../locale/sentence.ts';
import { STEPS_MAX } from '../limits.ts';
import { type PlannedState, START } from '../plan.ts';
import type { Move } from '../steps/step.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

/** The shape of one flow: steps that nothing leads to, and circles of silent steps. */
export function checkGraph(tree: FlowTree, { plans }: CheckedPack, { issues }: CheckInput): void {
  // Told already, and too long a chain to walk.
  if (tree.all.length > STEPS_MAX) return;
  const plan = plans.get(tree)!;
  const states = new Map(plan.states.map((state) => [state.key, state]));

  const reached = new Set<string>();
  const open = [plan.first];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const state = states.get(key);
    if (!state || reached.has(key)) continue;
    reached.add(key);
    open.push(...targetsOf(state, possible(state.fragment.always ?? [])));
    for (const moves of Object.values(state.fragment.on ?? {})) open.push(...targetsOf(state, possible(moves)));
  }
  reportUnreached(tree.steps);

  const circle = silentCircle(plan.first, states);
  if (circle !== undefined) {
    const node = tree.all.find((one) => one.key === states.get(circle)?.step);
    issues.add('LOOP_WITHOUT_WAIT', tree.source.place(node?.path ?? []), says('LOOP_WITHOUT_WAIT'));
  }

  /** Only the first of a list: what follows it is unreached for the same reason. */
  function reportUnreached(steps: readonly StepNode[]): void {
    for (const node of steps) {
      if (!reached.has(node.gate === undefined ? node.key : `${node.key}?`)) {
        issues.add(
          'STEP_UNREACHABLE',
          tree.source.place(node.path),
          says('STEP_UNREACHABLE'),
          says('STEP_UNREACHABLE.fix'),
        );
        return;
      }
      for (const branch of node.branches) reportUnreached(branch.steps);
    }
  }
}

/** Moves up to the first that always holds. */
export function possible(moves: readonly Move[]): readonly Move[] {
  const sure = moves.findIndex((move) => move.guard === undefined);
  return sure < 0 ? moves : moves.slice(0, sure + 1);
}

export function targetsOf(state: PlannedState, moves: readonly Move[]): string[] {
  return moves.flatMap((move) => state.target(move.to) ?? []);
}

/** A state that comes round to itself by silent moves alone, wherever in the flow it is. */
function silentCircle(first: string, states: ReadonlyMap<string, PlannedState>): string | undefined {
  const done = new Set<string>();
  const under = new Set<string>();
  const visit = (key: string): string | undefined => {
    if (under.has(key)) return key;
    const state = states.get(key);
    if (!state || done.has(key)) return undefined;
    under.add(key);
    for (const target of targetsOf(state, possible(state.fragment.always ?? []))) {
      const circle = visit(target);
      if (circle !== undefined) return circle;
    }
    under.delete(key);
    done.add(key);
    return undefined;
  };
  for (const key of [first, ...states.keys()]) {
    const circle = key === START ? undefined : visit(key);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
