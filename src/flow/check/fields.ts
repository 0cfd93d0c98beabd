import { isSensitiveName } from '../../domain/field-class.ts';
import { says } from '../../locale/sentence.ts';
import type { FlowTree } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';

/** What is kept under a name that laws call sensitive stays with us whatever happens; the author should have meant it. */
export function checkFields(tree: FlowTree, { programme }: CheckedPack, { issues }: CheckInput): void {
  for (const node of tree.all) {
    for (const { path, at } of kept(node.step)) {
      if (!/^(?:person|profile|tag)\./.test(path) || !isSensitiveName(path)) continue;
      if (programme.fields?.[path] !== undefined) continue;
      issues.add(
        'FIELD_UNCLASSED',
        tree.source.place([...node.path, ...at]),
        says('FIELD_UNCLASSED', { path }),
        says('FIELD_UNCLASSED.fix', { path }),
      );
    }
  }
}

/** Paths that a step writes, and where it says so. */
function kept(step: Readonly<Record<string, unknown>>): { path: string; at: readonly string[] }[] {
  const { save, set, tag } = step;
  return [
    ...(typeof save === 'string' ? [{ path: save, at: ['save'] }] : []),
    ...(typeof set === 'object' && set !== null ? Object.keys(set).map((path) => ({ path, at: ['set', path] })) : []),
    ...[tag].flat().flatMap((name) => (typeof name === 'string' ? [{ path: `tag.${name}`, at: ['tag'] }] : [])),
  ];
}
