import type { Cel } from '../../flow/cel.ts';
import type { BuiltFlow } from '../../flow/compile.ts';
import type { CompiledFlow, Library } from '../../flow/library.ts';
import { placeholders } from '../../flow/placeholders.ts';
import { movesOf } from '../../flow/plan.ts';
import type { ActionRef, GuardRef } from '../../flow/steps/step.ts';
import type { Known } from './known.ts';

/** What of her record a flow, and the flows that it runs, can make a difference by. */
export interface Matters {
  /** The flow itself first. */
  readonly flows: readonly BuiltFlow[];
  /** Conditions, each once. */
  readonly conditions: readonly string[];
  /** Paths (`person.vende`) that conditions, values and texts read. */
  readonly paths: readonly (readonly string[])[];
  /** Paths that its own questions keep. */
  readonly saves: ReadonlySet<string>;
  /** Facts of capabilities that it asks for. */
  readonly facts: ReadonlySet<string>;
  /** A step draws lots. */
  readonly draws: boolean;
}

/** A library's flows are those that the compiler made: with their plan and texts. */
export const built = (flow: CompiledFlow): BuiltFlow => flow as BuiltFlow;

export function mattersOf(root: string, library: Library, cel: Cel): Matters {
  const flows = withRun(root, library);
  const conditions = new Set<string>();
  const paths = new Map<string, readonly string[]>();
  const saves = new Set<string>();
  const facts = new Set<string>();
  let draws = false;
  const read = (path: readonly string[]) => paths.set(path.join('.'), path);
  const guarded = (guard: GuardRef | undefined): void => {
    if (guard?.type === 'cel') conditions.add(guard.expression);
    if (guard?.type === 'drawn') draws = true;
    if (guard?.type === 'all') guard.of.forEach(guarded);
  };
  for (const flow of flows) {
    for (const fact of flow.facts) facts.add(fact);
    for (const state of flow.plan.states) {
      for (const move of movesOf(state)) guarded(move.guard);
      for (const action of actionsOf(state)) {
        if (action.type === 'save') saves.add(action.to);
        if (action.type === 'set' && action.expression !== undefined) cel.paths(action.expression).forEach(read);
        if (action.type === 'ask' && action.question.save !== undefined) saves.add(action.question.save);
      }
    }
    for (const { fields } of flow.texts.values())
      for (const words of fields.values()) for (const { path } of placeholders(words)) read(path.split('.'));
  }
  for (const condition of conditions) cel.paths(condition).forEach(read);
  return { flows, conditions: [...conditions], paths: [...paths.values()], saves, facts, draws };
}

/** The flow and those it runs as its children, each once. What it only begins beside itself (homework) is walked by itself. */
function withRun(root: string, library: Library): readonly BuiltFlow[] {
  const found = new Map<string, BuiltFlow>();
  const open = [root];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const flow = library.flow(id);
    if (!flow || found.has(id)) continue;
    found.set(id, built(flow));
    for (const state of built(flow).plan.states)
      for (const action of actionsOf(state))
        if (action.type === 'run' && action.child)
          open.push(action.flow.includes('/') ? action.flow : `${flow.programme}/${action.flow}`);
  }
  return [...found.values()];
}

export function actionsOf(state: BuiltFlow['plan']['states'][number]): readonly ActionRef[] {
  return [...state.fragment.entry, ...movesOf(state).flatMap((move) => move.actions ?? [])];
}

/** The value at a path; undefined where nothing is known. `name` is the placeholder of her name. */
export function valueAt(known: Known, [root = '', ...rest]: readonly string[]): unknown {
  const { person, profile, answers, facts } = known;
  const roots: Readonly<Record<string, unknown>> = { ...facts, person, profile, answers };
  return rest.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined,
    roots[root],
  );
}
