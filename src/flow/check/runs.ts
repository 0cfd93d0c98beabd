import { says } from '../../locale/sentence.ts';
import { END, type Plan, type PlannedState } from '../plan.ts';
import type { FlowTree } from '../tree.ts';
import { possible, targetsOf } from './graph.ts';
import type { CheckedPack, CheckInput } from './input.ts';

interface Reach {
  /** Flow → the step that runs it before anything is asked. */
  readonly runs: ReadonlyMap<string, string>;
  /** It may come to its end without asking anything. */
  readonly ends: boolean;
}

/** Flows that run one another in a circle without a wait anywhere on it: they would never come to rest. */
export function checkRuns(pack: CheckedPack, { issues }: CheckInput): void {
  const flows = new Map(pack.flows.map((tree) => [tree.name, tree]));
  const reach = reachOf(flows, pack.plans);
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const from = trail.indexOf(name);
    if (from >= 0) {
      const circle = trail.slice(from);
      const tree = flows.get(circle[circle.length - 1]!)!;
      const step = reach.get(tree.name)!.runs.get(name);
      const node = tree.all.find((one) => one.key === step);
      issues.add(
        'LOOP_WITHOUT_WAIT',
        tree.source.place(node?.path ?? []),
        says('LOOP_WITHOUT_WAIT.flows', { circle: [...circle, name].join(' → ') }),
        says('LOOP_WITHOUT_WAIT.flows.fix'),
      );
      return;
    }
    if (done.has(name)) return;
    for (const next of reach.get(name)?.runs.keys() ?? []) visit(next, [...trail, name]);
    done.add(name);
  };
  for (const name of flows.keys()) visit(name, []);
}

/** What each flow runs silently. A child that may end silently lets its parent go on, so this is taken until it rests. */
function reachOf(flows: ReadonlyMap<string, FlowTree>, plans: CheckedPack['plans']): Map<string, Reach> {
  let reach = new Map<string, Reach>([...flows.keys()].map((name) => [name, { runs: new Map(), ends: false }]));
  for (let grown = true; grown; ) {
    const next = new Map([...flows].map(([name, tree]) => [name, silentReach(plans.get(tree)!, reach)]));
    grown = [...next].some(
      ([name, now]) => now.ends !== reach.get(name)!.ends || now.runs.size !== reach.get(name)!.runs.size,
    );
    reach = next;
  }
  return reach;
}

function silentReach(plan: Plan, reach: ReadonlyMap<string, Reach>): Reach {
  const states = new Map(plan.states.map((state) => [state.key, state]));
  const runs = new Map<string, string>();
  const seen = new Set<string>();
  const open = [plan.first];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    const state = states.get(key);
    if (seen.has(key)) continue;
    seen.add(key);
    if (!state) continue;
    const silent = possible(state.fragment.always ?? []);
    const actions = [...state.fragment.entry, ...silent.flatMap((move) => move.actions ?? [])];
    const started = actions.flatMap((action) => (action.type === 'run' ? [flowName(action.flow)] : []));
    for (const flow of started) runs.set(flow, state.step);
    open.push(...targetsOf(state, silent));
    if (state.fragment.always === undefined && started.some((flow) => reach.get(flow)?.ends))
      open.push(...afterChild(state));
  }
  return { runs, ends: seen.has(END) };
}

function afterChild(state: PlannedState): string[] {
  return targetsOf(state, possible(state.fragment.on?.CHILD_DONE ?? []));
}

/** `run` may name a flow of its own programme bare, or in full. */
function flowName(flow: string): string {
  return flow.slice(flow.indexOf('/') + 1);
}
