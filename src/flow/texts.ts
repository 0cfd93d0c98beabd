import type { Place } from './issue.ts';
import type { Source, YamlPath } from './source.ts';
import type { SourceText } from './steps/step.ts';
import type { FlowTree, StepNode } from './tree.ts';

/** Texts of one step: field → words. `sms` is the short form of the first field. */
export interface StepTexts {
  readonly first?: string;
  readonly fields: ReadonlyMap<string, SourceText>;
}

/** All texts of a flow, by step key; the flow's own title stands under the empty key. */
export function textsOf(tree: FlowTree): ReadonlyMap<string, StepTexts> {
  const texts = new Map<string, StepTexts>([['', { first: 'title', fields: new Map([['title', tree.title]]) }]]);
  for (const node of tree.all) {
    const found = stepTexts(node);
    if (found.fields.size) texts.set(node.key, found);
  }
  return texts;
}

export function stepTexts(node: StepNode): StepTexts {
  const fields = new Map<string, SourceText>();
  let first: string | undefined;
  for (const [field, words] of Object.entries(node.verb.texts(node.step))) {
    if (words === undefined) continue;
    if (field !== 'sms') first ??= field;
    fields.set(field, trimmed(words));
  }
  if (node.sms !== undefined) fields.set('sms', trimmed(node.sms));
  return { ...(first === undefined ? {} : { first }), fields };
}

/** A block text ends in a line break that nobody means. */
function trimmed(words: SourceText): SourceText {
  return typeof words === 'string' ? words.trim() : { one: words.one.trim(), other: words.other.trim() };
}

/** Where the words of a field stand: `options.NEGOCIO` may be an item of a list or a key of a map. */
export function fieldPath(source: Source, step: YamlPath, field: string, value: unknown): YamlPath {
  const dot = field.indexOf('.');
  if (dot < 0) return [...step, field];
  const [head, tail] = [field.slice(0, dot), field.slice(dot + 1)];
  const holder = (value as Readonly<Record<string, unknown>>)[head];
  if (!Array.isArray(holder)) return [...step, head, tail];
  const index = holder.findIndex((item, i) => item === tail || source.written([...step, head, i]) === tail);
  return index < 0 ? [...step, head] : [...step, head, index];
}

/** A word is marked itself; a list or map by the key it stands under. */
export function markOf(source: Source, path: YamlPath): Place {
  return source.place(path, source.written(path) === undefined ? 'key' : 'value');
}
