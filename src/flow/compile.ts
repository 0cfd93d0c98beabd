import type { Cel } from './cel.ts';
import type { CompiledFlow } from './library.ts';
import { createFlowMachine } from './machine.ts';
import { placeholders } from './placeholders.ts';
import { movesOf, type Plan, planContext, planOf } from './plan.ts';
import type { Programme } from './programme.ts';
import type { GuardRef } from './steps/step.ts';
import { type StepTexts, stepTexts, textsOf } from './texts.ts';
import type { FlowTree } from './tree.ts';
import { versionOf } from './version.ts';

/** A flow ready to run, with the texts of that very version. */
export interface BuiltFlow extends CompiledFlow {
  readonly texts: ReadonlyMap<string, StepTexts>;
  readonly plan: Plan;
  /** Step key → its verb. */
  readonly verbs: ReadonlyMap<string, string>;
}

export interface CompileContext {
  readonly programme: Programme;
  readonly cel: Cel;
  /** The version to go by where it was stored under one; else the hash of what the flow does. */
  readonly version?: string;
}

/** Turns a checked flow into a machine. The tree must have no errors. The machine itself is made on first use. */
export function compileFlow(tree: FlowTree, context: CompileContext): BuiltFlow {
  const { programme, cel } = context;
  const plan = planOf(tree, planContext(programme));
  const id = `${tree.programme}/${tree.name}`;
  let made: ReturnType<typeof createFlowMachine> | undefined;
  const machine = () => {
    made ??= createFlowMachine(id, plan, cel);
    return made;
  };
  return {
    id,
    programme: tree.programme,
    name: tree.name,
    kind: tree.kind,
    rank: tree.rank,
    title: tree.title,
    version: context.version ?? versionOf(tree.kind, plan),
    keys: tree.all.map((node) => node.key),
    facts: factsOf(tree, plan, cel),
    texts: textsOf(tree),
    plan,
    verbs: new Map(tree.all.map((node) => [node.key, node.verb.verb])),
    start: (event, vars) => machine().start(event, vars),
    next: (state, event) => machine().next(state, event),
  };
}

/** Roots that come with the thread or the turn and need no loading. */
const ALWAYS_KNOWN = ['thread', 'channel', 'language'];

/** The roots that conditions, values and placeholders of a flow ask for: what must be loaded before it runs. */
function factsOf(tree: FlowTree, plan: Plan, cel: Cel): ReadonlySet<string> {
  const facts = new Set<string>();
  const ask = (expression: string) => {
    for (const root of cel.compile(expression).roots) facts.add(root);
  };
  const guarded = (guard: GuardRef | undefined): void => {
    if (guard?.type === 'cel') ask(guard.expression);
    if (guard?.type === 'all') guard.of.forEach(guarded);
  };
  for (const state of plan.states) {
    for (const move of movesOf(state)) guarded(move.guard);
    for (const action of [...state.fragment.entry, ...movesOf(state).flatMap((move) => move.actions ?? [])]) {
      if (action.type === 'set' && action.expression !== undefined) ask(action.expression);
      if (action.type === 'ask' && action.question.untilFact?.[0]) facts.add(action.question.untilFact[0]);
    }
  }
  for (const node of tree.all) {
    for (const words of stepTexts(node).fields.values()) {
      for (const found of placeholders(words)) {
        const root = found.path.split('.')[0]!;
        if (cel.roots.has(root)) facts.add(root);
      }
    }
  }
  for (const own of ALWAYS_KNOWN) facts.delete(own);
  return facts;
}
