/** What the rule looks at: steps in file order, their ids, and their branches. */
export interface Keyed {
  readonly id?: string;
  readonly branches: readonly { readonly name: string; readonly steps: readonly Keyed[] }[];
}

/**
 * The one rule from ids and positions to keys. State keys, GOTO moves and translation keys are all this:
 * - a step with an id: its id;
 * - a step without: `<anchor>~<n>`, the n-th since the nearest step before it in the same list that has an id; the
 *   anchor is that id, or the branch (`separa/when/yes`) when none stands before it, or nothing at the start of a flow.
 * So an insertion moves no key beyond the next id. Dots never occur, since XState and i18next split at them: branch
 * names turn theirs into `/` and escape what has a meaning here. Changing this rule strands people: it is held by a
 * golden test, and a change needs a migration of stored threads.
 */
export function keysOf<S extends Keyed>(steps: readonly S[], container = ''): Map<Keyed, string> {
  const keys = new Map<Keyed, string>();
  let anchor = container;
  let since = 0;
  for (const step of steps) {
    let key: string;
    if (step.id === undefined) {
      since += 1;
      key = `${anchor}~${since}`;
    } else {
      key = step.id;
      anchor = step.id;
      since = 0;
    }
    keys.set(step, key);
    for (const branch of step.branches) {
      for (const [inner, innerKey] of keysOf(branch.steps, `${key}/${branchKey(branch.name)}`))
        keys.set(inner, innerKey);
    }
  }
  return keys;
}

/** `when.not yet` → `when/not yet`; `options.1/2 kilo` → `options/1%2F2 kilo`. */
export function branchKey(name: string): string {
  return name.replace(/[%/~#*@?]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll('.', '/');
}
