import { type Said, says } from '../../locale/sentence.ts';
import { movesOf } from '../plan.ts';
import type { CheckedPack } from './input.ts';

const kept = new WeakMap<CheckedPack, ReadonlySet<string>>();

/** Every `person.x`, `profile.x` and `thread.x` that some step of the programme writes. */
export function savedPaths(pack: CheckedPack): ReadonlySet<string> {
  const known = kept.get(pack);
  if (known) return known;
  const saved = new Set<string>();
  for (const plan of pack.plans.values()) {
    for (const state of plan.states) {
      for (const action of [...state.fragment.entry, ...movesOf(state).flatMap((move) => move.actions ?? [])]) {
        if (action.type === 'save') saved.add(action.to);
        if (action.type === 'set') saved.add(action.path);
      }
    }
  }
  kept.set(pack, saved);
  return saved;
}

/**
 * Why nothing can ever stand at this path, with the names that could have been meant; undefined when something may.
 * Registration data may come from a list as well as from a flow, so any `profile.x` passes.
 */
export function unknownPath(
  path: readonly string[],
  pack: CheckedPack,
): { why: Said; known: readonly string[] } | undefined {
  const [root, name, field] = path;
  if (name === undefined) return undefined;
  if (root === 'person' || root === 'thread') {
    const saved = [...savedPaths(pack)]
      .filter((one) => one.startsWith(`${root}.`))
      .map((one) => one.slice(root.length + 1));
    return saved.includes(name) ? undefined : { why: says('CEL_NAME.saved', { root, name }), known: saved };
  }
  if (root !== 'answers' && root !== 'quiz' && root !== 'homework') return undefined;
  const flows = [...pack.names].filter(([, kind]) => root !== 'homework' || kind === 'homework').map(([flow]) => flow);
  if (!flows.includes(name))
    return {
      why: root === 'homework' ? says('REF_UNKNOWN.homework', { name }) : says('REF_UNKNOWN.flow', { name }),
      known: flows,
    };
  const tree = pack.flows.find((flow) => flow.name === name);
  if (root !== 'answers' || field === undefined || !tree) return undefined;
  const keys = tree.all.flatMap((node) => (node.id === undefined ? [] : [node.id]));
  return keys.includes(field) ? undefined : { why: says('CEL_NAME.step', { name, step: field }), known: keys };
}
