import { type AnyActorScope, type AnyMachineSnapshot, type AnyStateMachine, assign, createActor, createMachine } from 'xstate';
import { RecadoError } from '../base/errors.ts';
import type { Json } from '../base/json.ts';
import type { Cel } from './cel.ts';
import { answerValue, holds, type Pending, type RunningContext, scopeOf } from './guards.ts';
import type { Emitted, FlowContext, FlowEvent, FlowStep, MachineState } from './library.ts';
import { STEPS_PER_TURN } from './limits.ts';
import { END, type Plan, type PlannedState, START } from './plan.ts';
import type { ActionRef, GuardRef, Move } from './steps/step.ts';

/** A flow as an XState machine, taken one event at a time. Nothing else in the product imports xstate. */
export interface FlowMachine {
  start(event: Omit<FlowEvent, 'type'>): FlowStep;
  next(state: MachineState, event: FlowEvent): FlowStep;
  /** The machine itself, for graph tools and for the test against XState's public `transition()`. */
  readonly machine: AnyStateMachine;
}

interface Args {
  readonly context: RunningContext;
  readonly event: FlowEvent;
}

/**
 * `machine.transition` with one inert scope for all flows: a third of the cost of XState's `transition()`, which makes
 * an actor on every call. The scope's shape is XState's own business, so its version is pinned and a test compares both.
 */
let shared: AnyActorScope | undefined;

function inertScope(): AnyActorScope {
  if (!shared) {
    const self = createActor(createMachine({}));
    const nothing = () => {};
    shared = {
      self,
      system: self.system,
      id: '',
      sessionId: '',
      logger: nothing,
      defer: nothing,
      emit: nothing,
      stopChild: nothing,
      actionExecutor: nothing,
    };
  }
  return shared;
}

/** Makes the machine of a plan: flat, without history, invoked actors or `after`, so that value and context are all of its state. */
export function createFlowMachine(id: string, plan: Plan, cel: Cel): FlowMachine {
  const flow = id.slice(id.indexOf('/') + 1);
  const config = {
    id: 'flow', // not the flow's name, which may hold what XState splits ids at
    initial: START,
    context: {},
    // XState counts microsteps by itself; without this an eventless cycle would never return.
    options: { maxIterations: STEPS_PER_TURN },
    on: Object.fromEntries([...plan.entries].map(([step, state]) => [`GOTO ${step}`, { target: `.${state}`, reenter: true }])),
    states: {
      [START]: { on: { START: { target: plan.first } } },
      [END]: { type: 'final' },
      ...Object.fromEntries(plan.states.map((state) => [state.key, stateNode(state)])),
    },
  };
  const machine = createMachine(config as never, {
    guards: {
      holds: ({ context, event }: Args, { guard, step }: { guard: GuardRef; step: string }) => holds(guard, step, context, event, cel, flow),
    },
    actions: {
      emit: () => {}, // collected by the scope's executor
      draw: assign(({ context, event }: Args, { step }: { step: string }) =>
        context.draws?.[step] === undefined ? { draws: { ...context.draws, [step]: event.random() } } : {},
      ),
      write: assign(({ context, event }: Args, { action, step }: { action: ActionRef; step: string }) => written(action, step, context, event)),
      touch: assign({}),
    },
  } as never) as AnyStateMachine;

  /** `set` reaches the conversation as a value; thread values and tries are ours and are not emitted. */
  function written(action: ActionRef, step: string, context: RunningContext, event: FlowEvent): Partial<RunningContext> {
    const pending = context.pending ?? {};
    if (action.type === 'count-try') return { tries: { ...context.tries, [step]: (context.tries?.[step] ?? 0) + 1 } };
    if (action.type === 'record') {
      const value = answerValue(event);
      if (value === undefined) return {};
      return { pending: { ...pending, answers: { ...pending.answers, [step]: value }, ...(action.correct ? { right: (pending.right ?? 0) + 1 } : {}) } };
    }
    if (action.type === 'save') return keep(action.to, answerValue(event), context, pending);
    return action.type === 'set' ? keep(action.path, valueOf(action, context, event), context, pending) : {};
  }

  function valueOf(action: ActionRef & { type: 'set' }, context: RunningContext, event: FlowEvent): Json {
    if (action.expression === undefined) return action.value ?? null;
    return cel.compile(action.expression).value(scopeOf(context, event, flow)) ?? null;
  }

  function stateNode(state: PlannedState): object {
    const { entry, always, on } = state.fragment;
    const draws = always?.some((move) => move.guard?.type === 'drawn') ? [{ type: 'draw', params: { step: state.step } }] : [];
    return {
      entry: [...draws, ...entry.flatMap((action) => actions(action, state.step))],
      ...(always ? { always: always.map((move) => transition(move, state)) } : {}),
      ...(on ? { on: Object.fromEntries(Object.entries(on).map(([event, moves]) => [event, moves.map((move) => transition(move, state))])) } : {}),
    };
  }

  function transition(move: Move, state: PlannedState): object {
    const target = state.target(move.to);
    const done = (move.actions ?? []).flatMap((action) => actions(action, state.step));
    return {
      ...(target === undefined ? {} : { target, reenter: true }),
      ...(move.guard ? { guard: { type: 'holds', params: { guard: move.guard, step: state.step } } } : {}),
      // A move that stays and does nothing must still be seen to have been taken.
      actions: done.length || target !== undefined ? done : [{ type: 'touch' }],
    };
  }

  /** An action as XState has it: first its mark on the context, then its emission with the context of that moment. */
  function actions(action: ActionRef, step: string): object[] {
    const marks = ['count-try', 'record', 'save', 'set'].includes(action.type) ? [{ type: 'write', params: { action, step } }] : [];
    if (action.type === 'count-try' || (action.type === 'set' && action.path.startsWith('thread.'))) return marks;
    const params =
      action.type === 'set' && action.expression !== undefined
        ? ({ context, event }: Args) => ({ step, action: { type: 'set', path: action.path, value: valueOf(action, context, event) } })
        : { step, action };
    // Evaluated before it is marked, so that `set: {person.n: = person.n + 1}` adds one and not two.
    return [{ type: 'emit', params }, ...marks];
  }

  function step(state: MachineState, event: FlowEvent): FlowStep {
    const before = machine.resolveState({ value: state.value, context: state.context });
    if (state.value === END) return { state, emitted: [], done: true, moved: false };
    const emitted: Emitted[] = [];
    const scope = inertScope();
    scope.actionExecutor = (action) => {
      if (action.type === 'emit') emitted.push(action.params as unknown as Emitted);
    };
    let after: AnyMachineSnapshot;
    try {
      after = machine.transition(before, event as never, scope);
    } catch (problem) {
      if (!(problem instanceof Error) || !problem.message.startsWith('Infinite loop')) throw problem;
      throw new RecadoError('STEP_BUDGET', { flow: id, limit: STEPS_PER_TURN, from: state.value }, { cause: problem });
    } finally {
      scope.actionExecutor = () => {};
    }
    return {
      state: { value: String(after.value), context: stored(after.context as RunningContext) },
      emitted,
      done: after.status === 'done',
      moved: after !== before,
    };
  }

  return {
    machine,
    start: (event) => step({ value: START, context: {} }, { ...event, type: 'START' }),
    next: step,
  };
}

/** `person.x`, `profile.x` and `thread.x` in the context; consent is no value. */
function keep(path: string, value: Json | undefined, context: RunningContext, pending: Pending): Partial<RunningContext> {
  const dot = path.indexOf('.');
  const [root, name] = [path.slice(0, dot), path.slice(dot + 1)];
  if (value === undefined || dot < 0) return {};
  if (root === 'thread') return { vars: { ...context.vars, [name]: value } };
  if (root !== 'person' && root !== 'profile') return {};
  return { pending: { ...pending, [root]: { ...pending[root], [name]: value } } };
}

function stored({ pending: _dropped, ...context }: RunningContext): FlowContext {
  return context;
}
