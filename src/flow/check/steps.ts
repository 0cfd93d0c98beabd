import { says } from '../../locale/sentence.ts';
import { ISSUES, type IssueCode } from '../issue-kinds.ts';
import { fieldPath, markOf } from '../texts.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

/** What each verb checks of its own steps, and ids that stand twice. */
export function checkSteps(tree: FlowTree, { programme }: CheckedPack, { issues }: CheckInput): void {
  const { source } = tree;
  const ids = new Map<string, number>();
  for (const node of tree.all) {
    if (node.id !== undefined) {
      const before = ids.get(node.id);
      const place = source.place([...node.path, 'id']);
      if (before === undefined) ids.set(node.id, place.line);
      else
        issues.add(
          'ID_DUPLICATE',
          place,
          says('ID_DUPLICATE', { id: node.id, line: before }),
          says('ID_DUPLICATE.fix'),
        );
    }
    node.verb.check?.(node.step as never, {
      currency: programme.currency,
      issue(code, message, key, fix) {
        const known: IssueCode = Object.hasOwn(ISSUES, code) ? (code as IssueCode) : 'VALUE_INVALID';
        const place =
          key === undefined ? source.place(node.path) : markOf(source, checkPath(node.path, key, node.step, source));
        issues.add(known, place, message, fix);
      },
    });
  }
}

/** `options.2` is an index, `when.not yet` a key, `set.person.x` a key with a dot in it. */
function checkPath(
  path: readonly (string | number)[],
  key: string,
  step: Readonly<Record<string, unknown>>,
  source: FlowTree['source'],
): readonly (string | number)[] {
  const dot = key.indexOf('.');
  if (dot < 0) return [...path, key];
  const [head, tail] = [key.slice(0, dot), key.slice(dot + 1)];
  if (Array.isArray(step[head]) && /^\d+$/.test(tail) && Number(tail) < (step[head] as unknown[]).length)
    return [...path, head, Number(tail)];
  return fieldPath(source, path, key, step);
}
