import type { Programme } from './programme.ts';
import type { Fragment, FragmentContext, Move, Target } from './steps/step.ts';
import type { FlowTree, StepNode } from './tree.ts';

/** Names no step can have: ids begin with a letter, silent keys hold a `~`. */
export const START = '@start';
export const END = '@end';

/** One state of the machine, with every target already the name of a state. */
export interface PlannedState {
  readonly key: string;
  /** The step's own key: a gate in front of a step belongs to it. */
  readonly step: string;
  readonly fragment: Fragment;
  /** A move's target as a state; `stay` has none. */
  target(to: Target): string | undefined;
}

/** A flow as a flat list of states. Pure data: the machine, the version and the graph checks are made of it. */
export interface Plan {
  /** Where START goes. */
  readonly first: string;
  readonly states: readonly PlannedState[];
  /** Step key → the state to enter for it (its gate, if it has one), in file order. */
  readonly entries: ReadonlyMap<string, string>;
}

/** What fragments may know of their programme. */
export function planContext({ programme, currency, certificate }: Programme): Omit<FragmentContext, 'key'> {
  return { programme, currency, ...(certificate ? { certificate: certificate.rule } : {}) };
}

/** Lays a flow out: what follows what, gates before steps with `if:`, branches that come back to their owner's next step. */
export function planOf(tree: FlowTree, context: Omit<FragmentContext, 'key'>): Plan {
  const states: PlannedState[] = [];
  const entries = new Map<string, string>();
  for (const node of tree.all) entries.set(node.key, entryOf(node));
  layOut(tree.steps, END, context, states);
  return { first: tree.steps[0] ? entryOf(tree.steps[0]) : END, states, entries };
}

function entryOf(node: StepNode): string {
  return node.gate === undefined ? node.key : `${node.key}?`;
}

function layOut(
  steps: readonly StepNode[],
  after: string,
  context: Omit<FragmentContext, 'key'>,
  states: PlannedState[],
): void {
  steps.forEach((node, i) => {
    const following = steps[i + 1];
    const next = following ? entryOf(following) : after;
    if (node.gate !== undefined) {
      const through: Move = { to: 'again', guard: { type: 'cel', expression: node.gate } };
      states.push({
        key: entryOf(node),
        step: node.key,
        fragment: { entry: [], always: [through, { to: 'next' }] },
        target: (to) => (to === 'again' ? node.key : next),
      });
    }
    const branches = new Map(
      node.branches.map((branch) => [branch.name, branch.steps[0] ? entryOf(branch.steps[0]) : next]),
    );
    states.push({
      key: node.key,
      step: node.key,
      fragment: node.verb.fragment(node.step as never, { ...context, key: node.key }),
      target(to) {
        if (to === 'stay') return undefined;
        if (to === 'again') return node.key;
        if (to === 'end') return END;
        return to === 'next' ? next : (branches.get(to.branch) ?? next);
      },
    });
    for (const branch of node.branches) layOut(branch.steps, next, context, states);
  });
}

/** Every move of a state, on arrival or on an event. */
export function movesOf(state: PlannedState): readonly Move[] {
  return [...(state.fragment.always ?? []), ...Object.values(state.fragment.on ?? {}).flat()];
}
