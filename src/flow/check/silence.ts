import { says } from '../../locale/sentence.ts';
import { END, type PlannedState } from '../plan.ts';
import type { ActionRef, Move } from '../steps/step.ts';
import type { FlowTree, StepNode } from '../tree.ts';
import { possible } from './graph.ts';
import { type CheckedPack, type CheckInput, isBuiltIn } from './input.ts';

/** What comes of a move before anybody has to do anything more. */
interface Outcome {
  readonly spoken: boolean;
  /** The flow is over on every way. */
  readonly over: boolean;
  /** The `end` step that ended it, where one did. */
  readonly end?: string;
}

/** Answers after which a flow is over without a word, and waits that nothing follows. */
export function checkSilence(tree: FlowTree, { plans }: CheckedPack, { issues }: CheckInput): void {
  // A survey thanks by itself or goes on with the lesson, and so do the services that stand before it.
  if (tree.kind === 'survey' || isBuiltIn(tree)) return;
  // A step that could not be read is missing here, and with it perhaps the words.
  if (issues.hasErrorsIn(tree.source.path)) return;
  const plan = plans.get(tree)!;
  const states = new Map(plan.states.map((state) => [state.key, state]));
  const nodes = new Map(tree.all.map((node) => [node.key, node]));
  for (const state of plan.states) {
    const node = nodes.get(state.step);
    if (!node) continue;
    const answers = answersOf(state).map(({ answer, move }) => ({ answer, outcome: after(state, move) }));
    for (const { answer, outcome } of answers)
      if (isNothing(outcome) && outcome.end !== undefined) reportEnd(nodes.get(outcome.end)!, answer);
    if (tree.kind !== 'lesson') continue;
    const unheard = answers.filter(({ outcome }) => isNothing(outcome) && outcome.end === undefined);
    if (unheard.length > 0 && answers.some(({ outcome }) => outcome.spoken))
      reportUnheard(
        node,
        unheard.map(({ answer }) => answer),
      );
    const timers = state.fragment.on?.TIMER ?? [];
    if (node.verb.verb === 'wait' && timers.every((move) => isNothing(after(state, move)))) reportWait(node);
  }

  function after(state: PlannedState, move: Move): Outcome {
    const spoken = (move.actions ?? []).some(speaks);
    const to = state.target(move.to);
    const then = to === undefined ? { spoken: true, over: false } : arriving(to, new Set());
    return { ...then, spoken: spoken || then.spoken };
  }

  /** Of several ways it speaks if one does; it is over if all are. */
  function arriving(key: string, seen: Set<string>): Outcome {
    if (key === END) return { spoken: false, over: true };
    const state = states.get(key);
    if (!state || seen.has(key)) return { spoken: true, over: false };
    seen.add(key);
    const spoken = state.fragment.entry.some(speaks);
    if (!state.fragment.always) return { spoken, over: false };
    const ends = nodes.get(state.step)?.verb.verb === 'end' && state.key === state.step;
    const ways = possible(state.fragment.always).map((move) => {
      const to = state.target(move.to);
      const then = to === undefined ? { spoken: true, over: false } : arriving(to, new Set(seen));
      return { ...then, spoken: then.spoken || (move.actions ?? []).some(speaks) };
    });
    const end = ends ? state.step : ways.find((way) => way.end !== undefined)?.end;
    return {
      spoken: spoken || ways.some((way) => way.spoken),
      over: ways.every((way) => way.over),
      ...(end === undefined ? {} : { end }),
    };
  }

  function reportEnd(end: StepNode, answer: string): void {
    issues.add('END_SILENT', tree.source.place(end.path), says('END_SILENT', { answer }), says('END_SILENT.fix'));
  }

  function reportUnheard(node: StepNode, answers: readonly string[]): void {
    const missing = answers.map((answer) => `"${answer}"`).join(', ');
    issues.add(
      'ANSWER_UNHEARD',
      tree.source.place(node.path),
      says('ANSWER_UNHEARD', { answers: missing }),
      node.verb.verb === 'quiz' ? says('ANSWER_UNHEARD.fix.quiz') : says('ANSWER_UNHEARD.fix', { answer: answers[0]! }),
    );
  }

  function reportWait(node: StepNode): void {
    issues.add('WAIT_LAST', tree.source.place(node.path), says('WAIT_LAST'), says('WAIT_LAST.fix'));
  }
}

const isNothing = ({ spoken, over }: Outcome): boolean => over && !spoken;

/** What becomes of each option; of a free answer nothing is known before it comes. "No sé" is no answer to write words for. */
function answersOf({ fragment }: PlannedState): { answer: string; move: Move }[] {
  const asked = fragment.entry.find((action) => action.type === 'ask');
  const moves = (fragment.on?.ANSWER ?? []).filter(({ guard }) => guard?.type !== 'answer-type');
  return (asked?.question.options ?? []).flatMap((answer) => {
    // The last try, when none is left: a wrong answer that is asked again is never silence.
    const move = moves.findLast(({ guard }) => guard?.type === 'option' && guard.is === answer) ?? moves.at(-1);
    return move ? [{ answer, move }] : [];
  });
}

/** Effects of a survey or a promise say nothing by themselves; any other may. */
function speaks(action: ActionRef): boolean {
  if (action.type === 'effect') return !/^(survey|commitment)\./.test(action.kind);
  return ['say', 'say-system', 'ask', 'run', 'timer'].includes(action.type);
}
