import { says } from '../../locale/sentence.ts';
import { normalise } from '../../text/normalise.ts';
import { OPT_OUT_WORDS } from '../limits.ts';
import { forms } from '../placeholders.ts';
import type { YamlPath } from '../source.ts';
import { fieldPath, markOf, stepTexts } from '../texts.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';
import { checkPlaceholders } from './placeholders.ts';

/** Words of the first language that learners see: lost after a `#`, placeholders, options that would stop everything. */
export function checkTexts(tree: FlowTree, pack: CheckedPack, input: CheckInput): void {
  const { source } = tree;
  const { issues } = input;
  const lost = (path: YamlPath) => {
    const comment = source.commentAfter(path);
    if (comment) issues.add('TEXT_HASH', source.place(path), says('TEXT_HASH', { comment }), says('TEXT_HASH.fix'));
  };
  lost(['title']);
  checkTitle(tree, input);
  const optOut = new Set((input.optOutWords ?? OPT_OUT_WORDS).map(normalise));
  const known = new Set<string>();
  for (const node of tree.all) {
    for (const [field, words] of stepTexts(node).fields) {
      const path = fieldPath(source, node.path, field, node.step);
      if (typeof words === 'string') lost(path);
      else for (const form of ['one', 'other']) lost([...path, form]);
      const placed = { words, part: (written: string) => placeOf(written, path) };
      // Of our own flows only what the author wrote into them is his, and that is checked where it stands.
      if (!isBuiltIn(tree)) checkPlaceholders(placed, known, pack, input);
      if (field.startsWith('options.') && forms(words).some((form) => optOut.has(normalise(form)))) {
        issues.add(
          'OPTION_OPT_OUT',
          markOf(source, path),
          says('OPTION_OPT_OUT', { word: forms(words)[0]! }),
          says('fix.other-word'),
        );
      }
    }
    remember(node, tree, known);
  }

  function placeOf(written: string, path: YamlPath) {
    const at = (source.written(path) ?? '').indexOf(written);
    return at < 0 ? source.place(path) : source.placeInText(path, at, written.length);
  }
}

/** A title is shown to staff and on lists, where nobody's values are at hand. */
function checkTitle({ source, title }: FlowTree, { issues }: CheckInput): void {
  if (title.includes('{{')) issues.add('PLACEHOLDER_IN_TITLE', source.place(['title']), says('PLACEHOLDER_IN_TITLE'));
}

/** A required question at the top of the flow leaves no one behind without its answer. */
function remember(node: StepNode, tree: FlowTree, known: Set<string>): void {
  if (!tree.steps.includes(node) || node.gate !== undefined) return;
  const { required, save, set } = node.step;
  if (required === true && typeof save === 'string') known.add(save);
  if (required === true && node.id !== undefined) known.add(`answers.${tree.name}.${node.id}`);
  if (node.verb.verb === 'set' && typeof set === 'object' && set !== null) {
    for (const [path, value] of Object.entries(set))
      if (typeof value === 'number' || (typeof value === 'string' && !value.startsWith('='))) known.add(path);
  }
}
