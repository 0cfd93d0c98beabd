import type { Place } from '../../flow/issue.ts';
import { Issues } from '../../flow/issues.ts';
import type { FlowFileKind } from '../../flow/kind.ts';
import type { Library } from '../../flow/library.ts';
import { readFlow } from '../../flow/pack.ts';
import { readSource } from '../../flow/source.ts';
import type { Verb } from '../../flow/steps/step.ts';
import { stepTexts } from '../../flow/texts.ts';
import type { FlowTree } from '../../flow/tree.ts';

/** Where a step stands in its file: at the words it says, where it says any. Without a step: the flow's own line. */
export type Places = (flow: string, step?: string) => Place;

/** Files are read again when first asked for: a machine knows steps, not lines. */
export function placesOf(
  library: Library,
  { verbs, kinds }: { readonly verbs: readonly Verb<never>[]; readonly kinds: readonly FlowFileKind[] },
): Places {
  const read = new Map<string, FlowTree | undefined>();
  const known = new Map(verbs.map((verb) => [verb.verb, verb as Verb]));
  const treeOf = (id: string): FlowTree | undefined => {
    if (read.has(id)) return read.get(id);
    const flow = library.flow(id);
    const file = library.sources.find((one) => one.flow === id && one.version === flow?.version);
    const issues = new Issues();
    const source = file && readSource(file, issues);
    const tree = source && readFlow(source, id.slice(0, id.indexOf('/')), { verbs: known, kinds, issues }, file.path);
    read.set(id, tree);
    return tree;
  };
  return (flow, step) => {
    const tree = treeOf(flow);
    if (!tree) return { path: `${flow.slice(0, flow.indexOf('/') >>> 0)}/programme.yaml`, line: 1, column: 1 };
    // Where a flow begins and has not asked anything yet, its first words are meant.
    const node = step === '' ? tree.all[0] : tree.all.find(({ key }) => key === step);
    if (!node) return tree.source.place([]);
    const { first } = stepTexts(node);
    return tree.source.place(first === undefined ? node.path : [...node.path, first]);
  };
}
