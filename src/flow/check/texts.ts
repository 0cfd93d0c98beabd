import { normalise } from '../../text/normalise.ts';
import { OPT_OUT_WORDS, QUESTION_TEXT_MAX, TEXT_MAX } from '../limits.ts';
import { brokenPlaceholder, forms, placeholders } from '../placeholders.ts';
import type { YamlPath } from '../source.ts';
import type { SourceText } from '../steps/step.ts';
import { didYouMean } from '../suggest.ts';
import { fieldPath, markOf, stepTexts } from '../texts.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import type { CheckedPack, CheckInput } from './input.ts';
import { unknownPath } from './saved.ts';

/** Placeholders that are no CEL root: her name, and the programme's title. */
const OWN = ['name', 'programme'] as const;

/** Words that learners see: lost after a `#`, too long, placeholders, options that would stop everything. */
export function checkTexts(tree: FlowTree, pack: CheckedPack, input: CheckInput): void {
  const { source } = tree;
  const { issues } = input;
  const lost = (path: YamlPath) => {
    const comment = source.commentAfter(path);
    if (comment)
      issues.add(
        'TEXT_HASH',
        source.place(path),
        `What follows is taken as a comment and lost: \`${comment}\`.`,
        'Put the whole text in double quotes, or the comment on its own line.',
      );
  };
  lost(['title']);
  const optOut = new Set((input.optOutWords ?? OPT_OUT_WORDS).map(normalise));
  const known = new Set<string>();
  for (const node of tree.all) {
    const { first, fields } = stepTexts(node);
    for (const [field, words] of fields) {
      const path = fieldPath(source, node.path, field, node.step);
      if (typeof words === 'string') lost(path);
      else for (const form of ['one', 'other']) lost([...path, form]);
      checkLength(words, field === first && hasOptions(node, pack, tree), path);
      checkPlaceholders(words, path);
      if (field.startsWith('options.') && forms(words).some((form) => optOut.has(normalise(form)))) {
        issues.add(
          'OPTION_OPT_OUT',
          markOf(source, path),
          `"${forms(words)[0]}" stops all messages wherever it is sent; it cannot be an option.`,
          'Choose another word.',
        );
      }
    }
    remember(node, tree, known);
  }

  function checkLength(words: SourceText, isQuestion: boolean, path: YamlPath): void {
    const limit = isQuestion ? QUESTION_TEXT_MAX : TEXT_MAX;
    const longest = Math.max(...forms(words).map((form) => form.length));
    if (longest > limit)
      issues.add(
        'TEXT_TOO_LONG',
        source.place(path),
        `This text has ${longest} characters; ${limit} fit in one message here.`,
      );
  }

  function checkPlaceholders(words: SourceText, path: YamlPath): void {
    const broken = brokenPlaceholder(words);
    if (broken !== undefined)
      issues.add(
        'PLACEHOLDER_BROKEN',
        source.place(path),
        `\`${broken}\` cannot be read as a placeholder.`,
        'Write it as `{{name|vecina}}`.',
      );
    for (const { written, path: named, fallback } of broken === undefined ? placeholders(words) : []) {
      const [root, ...rest] = named.split('.');
      const own = (OWN as readonly string[]).includes(named);
      const at = placeOf(written, path);
      if (!own && !(input.cel.roots.has(root!) && rest.length)) {
        issues.add(
          'PLACEHOLDER_UNKNOWN',
          at,
          `Nobody knows \`${named}\`.`,
          didYouMean(named, [...OWN, ...input.cel.roots]) ??
            'Her name is `{{name|vecina}}`; what a step saved is `{{person.…|…}}`.',
        );
        continue;
      }
      const unknown = unknownPath([root!, ...rest], pack);
      if (unknown) issues.add('PLACEHOLDER_UNKNOWN', at, unknown.why, didYouMean(rest[0]!, unknown.known));
      const personal = named === 'name' || ['person', 'profile', 'answers', 'thread'].includes(root!);
      const path_ = named === 'name' ? 'profile.name' : named;
      if (personal && !fallback && !known.has(path_)) {
        issues.add(
          'PLACEHOLDER_FALLBACK',
          at,
          `\`${written}\` is empty for someone who never said it.`,
          `Write \`{{${named}|…}}\` with what to say then.`,
        );
      }
    }
  }

  function placeOf(written: string, path: YamlPath) {
    const at = (source.written(path) ?? '').indexOf(written);
    return at < 0 ? source.place(path) : source.placeInText(path, at, written.length);
  }
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

function hasOptions(node: StepNode, pack: CheckedPack, tree: FlowTree): boolean {
  const state = pack.plans.get(tree)?.states.find((one) => one.key === node.key);
  return state?.fragment.entry.some((action) => action.type === 'ask' && action.question.options.length > 0) ?? false;
}
