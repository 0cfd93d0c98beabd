import type { BuiltFlow } from './compile.ts';
import type { CompiledFlow, Library } from './library.ts';
import { END, type PlannedState } from './plan.ts';
import type { GuardRef, Move } from './steps/step.ts';

/** A flow as a drawing shows it: steps, conditions and the end, and the ways between them. */
export interface Outline {
  readonly nodes: readonly OutlineNode[];
  readonly ways: readonly OutlineWay[];
}

export interface OutlineNode {
  /** The state's key: the step's, with a `?` behind it for the condition in front of it; `@end` for the end. */
  readonly key: string;
  /** `say`, `ask`, `quiz`…; `if` for a condition, `end` for the end. */
  readonly verb: string;
  /** Its words in that language, names not filled in; of a silent step its condition or nothing. */
  readonly text: string;
}

export interface OutlineWay {
  readonly from: string;
  readonly to: string;
  /** The answers that go this way, as she sees them; the condition of a silent step. Empty: whatever she answers. */
  readonly answers: readonly string[];
}

/** What `flow` looks like in a language; `labels` are those of yes, no and the like. Ways back to the step itself (a second try) are left out. */
export function outlineOf(
  flow: CompiledFlow,
  library: Pick<Library, 'text'>,
  language: string,
  labels: Readonly<Partial<Record<string, string>>>,
): Outline {
  const { plan, texts, verbs } = flow as BuiltFlow;
  const say = (step: string, field: string) => library.text(flow, step, field, language)?.text;
  const nodes = plan.states.map(({ key, step, fragment }) => {
    const gate = key !== step;
    const first = texts.get(step)?.first;
    return {
      key,
      verb: gate ? 'if' : (verbs.get(step) ?? ''),
      text: gate ? '' : first === undefined ? silently(fragment) : (say(step, first) ?? ''),
    };
  });
  const ways = plan.states.flatMap((state) =>
    waysOf(state, (option) => say(state.step, `options.${option}`) ?? labels[option] ?? option),
  );
  return { nodes: [...nodes, { key: END, verb: 'end', text: '' }], ways };
}

/** What a step without words is about: the flow it opens, the value it notes, the homework it gives. */
function silently({ entry }: PlannedState['fragment']): string {
  for (const action of entry) {
    if (action.type === 'run') return action.flow;
    if (action.type === 'set') return action.path;
    if (action.type === 'tag') return action.tag;
    if (action.type === 'effect') {
      const name = Object.values(action.payload).find((value) => typeof value === 'string');
      if (typeof name === 'string') return name;
    }
  }
  return '';
}

function waysOf(state: PlannedState, label: (option: string) => string): OutlineWay[] {
  const { always = [], on = {} } = state.fragment;
  const moves = [...always, ...(on.ANSWER ?? [])];
  // A step that waits for something else than an answer: its child's end, a timer, news.
  const given = moves.length > 0 ? moves : Object.values(on).flat();
  const ways = new Map<string, { answers: string[]; open: boolean }>();
  for (const move of given) {
    const to = state.target(move.to);
    if (to === undefined || to === state.key) continue;
    const way = ways.get(to) ?? { answers: [], open: false };
    ways.set(to, way);
    const answer = labelOf(move, label);
    if (answer === undefined) way.open = true;
    else if (!way.answers.includes(answer)) way.answers.push(answer);
  }
  const asked = state.fragment.entry.flatMap((one) => (one.type === 'ask' ? one.question.options : []));
  const named = [...ways.values()].flatMap(({ answers }) => answers);
  // Where every option has its own way, what is left is for her who does not know.
  const whole = asked.length > 0 && asked.every((option) => named.includes(label(option)));
  const shown = [...ways].filter(([, { answers }]) => !whole || answers.length > 0);
  return shown.map(([to, { answers, open }]) => ({
    from: state.key,
    to,
    // Where all the rest goes the same way, naming one answer would say less than nothing.
    answers: open && ways.size === 1 ? [] : answers,
  }));
}

/** The answer or condition of a move; undefined where it holds whatever she says. */
function labelOf({ guard }: Move, label: (option: string) => string): string | undefined {
  return guard && nameOf(guard, label);
}

function nameOf(guard: GuardRef, label: (option: string) => string): string | undefined {
  switch (guard.type) {
    case 'option':
      return label(guard.is);
    case 'cel':
      return guard.expression;
    case 'all':
      return guard.of.map((one) => nameOf(one, label)).find((name) => name !== undefined);
    case 'answer-type':
      return guard.is.includes('refused') ? undefined : guard.is.join(' · ');
    default:
      return undefined;
  }
}
