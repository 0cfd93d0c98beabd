import {
  type AnyActorScope,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  assign,
  createActor,
  createMachine,
} from 'xstate';
import { RecadoError } from '../base/errors.ts';
import type { Cel } from './cel.ts';
import { holds, type RunningContext } from './guards.ts';
import type { Emitted, FlowContext, FlowEvent, FlowStep, MachineState } from './library.ts';
import { STEPS_PER_TURN } from './limits.ts';
import { END, type Plan, type PlannedState, START } from './plan.ts';
import type { ActionRef, GuardRef, Move } from './steps/step.ts';
import { isEmitted, isWrite, settled, written } from './writes.ts';

/** A flow as an XState machine, taken one event at a time. Nothing else in the product imports xstate. */
export interface FlowMachine {
  start(event: Omit<FlowEvent, 'type'>, vars?: FlowContext['vars']): FlowStep;
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
    on: Object.fromEntries(
      [...plan.entries].map(([step, state]) => [`GOTO ${step}`, { target: `.${state}`, reenter: true }]),
    ),
    states: {
      [START]: { on: { START: { target: plan.first } } },
      [END]: { type: 'final' },
      ...Object.fromEntries(plan.states.map((state) => [state.key, stateNode(state)])),
    },
  };
  const machine = createMachine(
    config as never,
    {
      guards: {
        holds: ({ context, event }: Args, { guard, step }: { guard: GuardRef; step: string }) =>
          holds(guard, step, context, event, cel, flow),
      },
      actions: {
        emit: () => {}, // collected by the scope's executor
        draw: assign(({ context, event }: Args, { step }: { step: string }) =>
          context.draws?.[step] === undefined ? { draws: { ...context.draws, [step]: event.random() } } : {},
        ),
        write: assign(({ context, event }: Args, { actions, step }: { actions: readonly ActionRef[]; step: string }) =>
          written(actions, step, context, event, cel, flow),
        ),
        touch: assign({}),
      },
    } as never,
  ) as AnyStateMachine;

  function stateNode(state: PlannedState): object {
    const { entry, always, on } = state.fragment;
    const draws = always?.some((move) => move.guard?.type === 'drawn')
      ? [{ type: 'draw', params: { step: state.step } }]
      : [];
    return {
      entry: [...draws, ...actionsOf(entry, state.step)],
      ...(always ? { always: always.map((move) => transition(move, state)) } : {}),
      ...(on
        ? {
            on: Object.fromEntries(
              Object.entries(on).map(([event, moves]) => [event, moves.map((move) => transition(move, state))]),
            ),
          }
        : {}),
    };
  }

  function transition(move: Move, state: PlannedState): object {
    const target = state.target(move.to);
    const done = actionsOf(move.actions ?? [], state.step);
    return {
      ...(target === undefined ? {} : { target, reenter: true }),
      ...(move.guard ? { guard: { type: 'holds', params: { guard: move.guard, step: state.step } } } : {}),
      // A move that stays changes nothing by emitting alone, and must still be seen to have been taken.
      actions: target === undefined ? [...done, { type: 'touch' }] : done,
    };
  }

  /**
   * Actions as XState has them: emissions, and marks on the context. Marks are gathered, since each costs a snapshot,
   * but stand before the next value that is worked out of the context.
   */
  function actionsOf(list: readonly ActionRef[], step: string): object[] {
    const made: object[] = [];
    let marks: ActionRef[] = [];
    const mark = () => {
      if (marks.length) made.push({ type: 'write', params: { actions: marks, step } });
      marks = [];
    };
    for (const action of list) {
      const worked = action.type === 'set' && action.expression !== undefined;
      if (worked) mark();
      if (isEmitted(action)) {
        const params = worked
          ? ({ context, event }: Args) => ({ step, action: settled(action, context, event, cel, flow) })
          : { step, action };
        made.push({ type: 'emit', params });
      }
      if (isWrite(action)) marks.push(action);
    }
    mark();
    return made;
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
    start: (event, vars) => step({ value: START, context: vars ? { vars } : {} }, { ...event, type: 'START' }),
    next: step,
  };
}

function stored({ pending: _dropped, ...context }: RunningContext): FlowContext {
  return context;
}
