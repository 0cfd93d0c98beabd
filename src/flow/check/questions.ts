import type { QuestionSpec } from '../steps/step.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import type { CheckedPack } from './input.ts';

const kept = new WeakMap<CheckedPack, ReadonlyMap<FlowTree, ReadonlyMap<string, QuestionSpec>>>();

/** The question that a step asks, if it asks one. */
export function questionAt(node: StepNode, pack: CheckedPack, tree: FlowTree): QuestionSpec | undefined {
  let known = kept.get(pack);
  if (!known) {
    known = new Map([...pack.plans].map(([flow, { states }]) => [flow, questionsIn(states)]));
    kept.set(pack, known);
  }
  return known.get(tree)?.get(node.key);
}

export function hasOptions(node: StepNode, pack: CheckedPack, tree: FlowTree): boolean {
  return (questionAt(node, pack, tree)?.options.length ?? 0) > 0;
}

function questionsIn(states: readonly import('../plan.ts').PlannedState[]): ReadonlyMap<string, QuestionSpec> {
  const found = new Map<string, QuestionSpec>();
  for (const { key, fragment } of states)
    for (const action of fragment.entry) if (action.type === 'ask') found.set(key, action.question);
  return found;
}
