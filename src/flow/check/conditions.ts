import type { Source, YamlPath } from '../source.ts';
import { didYouMean } from '../suggest.ts';
import { fieldPath } from '../texts.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { unknownPath } from './saved.ts';

/** CEL of steps: it must parse, name what is known, and compare like with like. */
export function checkConditions(tree: FlowTree, pack: CheckedPack, input: CheckInput): void {
  for (const node of tree.all) {
    const own = node.verb.conditions?.(node.step as never) ?? {};
    for (const [key, expression] of Object.entries(own)) {
      const path = fieldPath(tree.source, node.path, key, node.step);
      checkCel(expression, tree.source, path, pack, input, key.startsWith('set.') ? undefined : 'bool');
    }
    if (node.gate !== undefined) checkCel(node.gate, tree.source, [...node.path, 'if'], pack, input, 'bool');
  }
}

/** One expression that stands, whole or in part, in the value at `path`. */
export function checkCel(
  expression: string,
  source: Source,
  path: YamlPath,
  pack: CheckedPack,
  { cel, issues }: CheckInput,
  wants?: 'bool',
): void {
  // `set` writes CEL after an equals sign.
  const lead = Math.max(0, (source.written(path) ?? '').indexOf(expression));
  const problem = cel.check(expression, wants);
  if (problem) {
    issues.add(
      problem.code,
      source.placeInText(path, lead + problem.start, problem.end - problem.start),
      problem.message,
      problem.fix,
    );
    return;
  }
  for (const named of cel.paths(expression)) {
    const unknown = unknownPath(named, pack);
    if (!unknown) continue;
    const at = Math.max(0, expression.indexOf(named.slice(0, 2).join('.')));
    issues.add(
      'CEL_NAME',
      source.placeInText(path, lead + at, named.join('.').length),
      unknown.why,
      didYouMean(named[named.length - 1]!, unknown.known) ?? didYouMean(named[1]!, unknown.known),
    );
  }
}
