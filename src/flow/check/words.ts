import type { Place } from '../issue.ts';
import type { SourceText } from '../steps/step.ts';
import { fieldPath, stepTexts } from '../texts.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import { type CheckedPack, isBuiltIn } from './input.ts';

/** A text that somebody reads, in one of the pack's languages. */
export interface Words {
  readonly language: string;
  readonly tree: FlowTree;
  /** None: the title of the flow. */
  readonly node?: StepNode;
  readonly field: string;
  readonly words: SourceText;
  /** What goes by SMS in its place: its short form, or the same words. */
  readonly sms: SourceText;
  /** It is the text that an `sms` form may stand for. */
  readonly isFirst: boolean;
  /** Of the whole text, or of a part of it where that is in the flow file itself. */
  readonly place: (offset?: number, length?: number) => Place;
}

/** Every text of a pack in every language in which it is there, its own short forms left to `sms`. */
export function* everyText(pack: CheckedPack): Generator<Words> {
  const [first = ''] = pack.programme.languages;
  for (const tree of pack.flows) {
    if (isBuiltIn(tree)) continue;
    yield* titleOf(tree, pack, first);
    for (const node of tree.all) yield* textsOfStep(tree, node, pack, first);
  }
}

function* titleOf(tree: FlowTree, pack: CheckedPack, first: string): Generator<Words> {
  const about = { tree, field: 'title', isFirst: false };
  const { title } = tree;
  yield { ...about, language: first, words: title, sms: title, place: () => tree.source.place(['title']) };
  for (const { language, words, place } of pack.translated) {
    const own = words.get(tree.name)?.get('')?.get('title')?.words;
    if (own !== undefined) yield { ...about, language, words: own, sms: own, place: () => place(tree.name, 'title') };
  }
}

function* textsOfStep(tree: FlowTree, node: StepNode, pack: CheckedPack, language: string): Generator<Words> {
  const { source } = tree;
  const { first, fields } = stepTexts(node);
  for (const [field, words] of fields) {
    if (field === 'sms') continue;
    const isFirst = field === first;
    const path = () => fieldPath(source, node.path, field, node.step);
    yield {
      language,
      tree,
      node,
      field,
      words,
      sms: (isFirst ? fields.get('sms') : undefined) ?? words,
      isFirst,
      place: (at, length) => (at === undefined ? source.place(path()) : source.placeInText(path(), at, length ?? 1)),
    };
    for (const other of pack.translated) {
      const own = other.words.get(tree.name)?.get(node.key);
      const theirs = own?.get(field)?.words;
      if (theirs === undefined) continue;
      yield {
        language: other.language,
        tree,
        node,
        field,
        words: theirs,
        sms: (isFirst ? own?.get('sms')?.words : undefined) ?? theirs,
        isFirst,
        place: () => other.place(tree.name, node.key, field),
      };
    }
  }
}
