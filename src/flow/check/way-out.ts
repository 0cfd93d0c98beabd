import type { AnswerType } from '../../domain/answer.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';
import { questionAt } from './questions.ts';

/** Answers that no SMS can be. */
const NO_SMS: readonly AnswerType[] = ['photo', 'voice', 'document', 'location'];
/** Any words answer these, or the choices are shown again. */
const EASY: readonly AnswerType[] = ['text', 'any', 'choice', 'yes-no', 'yes-no-notyet'];

/** Questions that somebody could be stuck at, or cannot answer on her phone. */
export function checkWaysOut(tree: FlowTree, pack: CheckedPack, { issues }: CheckInput): void {
  if (isBuiltIn(tree)) return;
  for (const node of tree.all) {
    const question = questionAt(node, pack, tree);
    if (!question) continue;
    const { types } = question.accepts;
    const at = (key: string) => tree.source.place(node.step[key] === undefined ? node.path : [...node.path, key]);
    if (question.required && types.every((type) => NO_SMS.includes(type)))
      issues.add(
        'REQUIRED_NO_WAY_OUT',
        at('required'),
        `Only a ${types.join(' or a ')} answers this, and on SMS there is none: she could never go on.`,
        'Take `required` out, or take a text as well.',
      );
    else if (question.required && question.hint === undefined && !types.some((type) => EASY.includes(type)))
      issues.add(
        'REQUIRED_NO_HINT',
        at('required'),
        'She cannot go on without answering this, and nothing tells her how once she has missed.',
        'Add a `hint` with an example, or take `required` out.',
      );
    if (node.sms === undefined && types.some((type) => NO_SMS.includes(type)))
      issues.add(
        'ANSWER_NEEDS_SMS',
        at(node.step['accept'] === undefined ? 'answer' : 'accept'),
        `This asks for a ${types.filter((type) => NO_SMS.includes(type)).join(', a ')}, and on SMS she has only words.`,
        'Add `sms:` with what to write instead.',
      );
    checkLoop(node);
  }

  /** She is sent round until she gives the one answer that leads on. */
  function checkLoop(node: StepNode): void {
    const answers = questionAt(node, pack, tree)?.options ?? [];
    if (answers.length < 2) return;
    const back = node.branches.filter(({ steps }) => steps.some((step) => step.gate === undefined && comesBack(step)));
    if (back.length === 0 || back.length < answers.length - 1) return;
    const first = back[0]!.steps.find(comesBack)!;
    issues.add(
      'LOOP_ONE_WAY',
      tree.source.place(first.path),
      `${back.length === answers.length ? 'No answer leads' : 'Only one answer leads'} on; any other begins \`${tree.name}\` again.`,
      'Let her go on after the second time: say it another way instead, or ask a person to call her (`handoff`).',
    );
  }

  /** The step runs this very flow again, itself or by way of one other. */
  function comesBack({ step }: StepNode): boolean {
    const { run } = step;
    if (typeof run !== 'string') return false;
    if (run === tree.name) return true;
    const other = pack.flows.find((flow) => flow.name === run);
    return other?.steps.some((inner) => inner.gate === undefined && inner.step['run'] === tree.name) ?? false;
  }
}
