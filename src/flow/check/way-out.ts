import type { AnswerType } from '../../domain/answer.ts';
import { type Said, says } from '../../locale/sentence.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';
import { questionAt } from './questions.ts';

/** Answers that no SMS can be. */
const NO_SMS: Readonly<Partial<Record<AnswerType, Said>>> = {
  photo: says('answer.photo'),
  voice: says('answer.voice'),
  document: says('answer.document'),
  location: says('answer.location'),
};
/** Any words answer these, or the choices are shown again. */
const EASY: readonly AnswerType[] = ['text', 'any', 'choice', 'yes-no', 'yes-no-notyet'];

/** Questions that somebody could be stuck at, or cannot answer on her phone. */
export function checkWaysOut(tree: FlowTree, pack: CheckedPack, { issues }: CheckInput): void {
  if (isBuiltIn(tree)) return;
  for (const node of tree.all) {
    const question = questionAt(node, pack, tree);
    if (!question) continue;
    const { types } = question.accepts;
    const mute = types.flatMap((type) => NO_SMS[type] ?? []);
    const at = (key: string) => tree.source.place(node.step[key] === undefined ? node.path : [...node.path, key]);
    if (question.required && mute.length === types.length)
      issues.add(
        'REQUIRED_NO_WAY_OUT',
        at('required'),
        says('REQUIRED_NO_WAY_OUT', { types: either(mute) }),
        says('REQUIRED_NO_WAY_OUT.fix'),
      );
    else if (question.required && question.hint === undefined && !types.some((type) => EASY.includes(type)))
      issues.add('REQUIRED_NO_HINT', at('required'), says('REQUIRED_NO_HINT'), says('REQUIRED_NO_HINT.fix'));
    if (node.sms === undefined && mute.length > 0)
      issues.add(
        'ANSWER_NEEDS_SMS',
        at(node.step['accept'] === undefined ? 'answer' : 'accept'),
        says('ANSWER_NEEDS_SMS', { types: either(mute) }),
        says('ANSWER_NEEDS_SMS.fix'),
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
      back.length === answers.length
        ? says('LOOP_ONE_WAY.none', { name: tree.name })
        : says('LOOP_ONE_WAY', { name: tree.name }),
      says('LOOP_ONE_WAY.fix'),
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

const either = (all: readonly Said[]): Said => all.reduce((a, b) => says('or', { a, b }));
