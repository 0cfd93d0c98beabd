import { says } from '../../locale/sentence.ts';
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
    const condition = node.gate ?? own['if'];
    if (condition !== undefined) checkConstant(condition, tree.source, [...node.path, 'if'], input);
    if (node.verb.verb === 'if' && node.branches.every(({ steps }) => steps.length === 0))
      input.issues.add('BRANCH_EMPTY', tree.source.place(node.path), says('BRANCH_EMPTY'), says('BRANCH_EMPTY.fix'));
  }
}

/** Always the same for everybody: one of the two ways is never taken. */
function checkConstant(expression: string, source: Source, path: YamlPath, { cel, issues }: CheckInput): void {
  // What asks the clock names nobody and changes all the same.
  if (cel.check(expression, 'bool') !== undefined || expression.includes('(')) return;
  const condition = cel.compile(expression);
  if (condition.roots.size > 0) return;
  issues.add(
    'CONDITION_CONSTANT',
    source.place(path),
    says('CONDITION_CONSTANT', { expression, is: String(condition.test({ roots: {} })) }),
    says('CONDITION_CONSTANT.fix'),
  );
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
