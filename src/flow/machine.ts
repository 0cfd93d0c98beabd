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
import { folded, type Leg } from './fold.ts';
import { holds, type RunningContext } from './guards.ts';
import type { Emitted, FlowContext, FlowEvent, FlowStep, MachineState } from './library.ts';
import { STEPS_PER_TURN } from './limits.ts';
import { END, type Plan, type PlannedState, START } from './plan.ts';
import type { Move } from './steps/step.ts';
import { isEmitted, isKept, isWorked, isWrite, settled, written } from './writes.ts';

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
  const { stops, of, into } = folded(plan);
  const states = new Map(stops.map((state) => [state.key, state]));
  const config = {
    id: 'flow', // not the flow's name, which may hold what XState splits ids at
    initial: START,
    context: {},
    // XState counts microsteps by itself; without this an eventless cycle would never return.
    options: { maxIterations: STEPS_PER_TURN },
    on: Object.fromEntries([...plan.entries].map(([step, state]) => [`GOTO ${step}`, along(into(state), '.')])),
    states: {
      [START]: { on: { START: along(into(plan.first)) } },
      [END]: { type: 'final' },
      ...Object.fromEntries(stops.map((state) => [state.key, stateNode(state)])),
    },
  };
  const machine = createMachine(config as never, { actions: { emit: () => {} } } as never) as AnyStateMachine;

  function stateNode(state: PlannedState): object {
    const { always, on } = state.fragment;
    const draws = always?.some((move) => move.guard?.type === 'drawn') ? [draw(state.step)] : [];
    const entry = state.fragment.entry.map((action) => ({ step: state.step, action }));
    return {
      entry: [...draws, ...actionsOf(entry, always !== undefined)],
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

  function transition({ guard, ...move }: Move, state: PlannedState): object {
    return {
      ...(guard ? { guard: ({ context, event }: Args) => holds(guard, state.step, context, event, cel, flow) } : {}),
      ...along(of(state, move)),
    };
  }

  /** A transition; the root's name a state with a dot before it. */
  function along({ target, does }: Leg, dot: '' | '.' = ''): object {
    const there = target === undefined ? undefined : states.get(target);
    const actions = actionsOf(does, there !== undefined && isRead(there));
    const meta = { fixed: does.every(isFixed) && (there === undefined || isWaiting(there)) } satisfies Meta;
    if (target !== undefined) return { target: dot + target, reenter: true, actions, meta };
    return { actions, meta };
  }

  /**
   * Actions as XState has them: what the conversation hears, in one, and marks on the context, in one, since each costs
   * a snapshot. Marks stand before the next value that is worked out of the context. What a condition later in this
   * transition would look at is only marked where one comes (`read`): it is never stored.
   */
  function actionsOf(does: readonly Emitted[], read: boolean): object[] {
    const made: object[] = [];
    let said: Emitted[] = [];
    let marks: Emitted[] = [];
    const lastWorked = read ? does.length : does.findLastIndex(({ action }) => isWorked(action));
    const flush = () => {
      if (said.length) made.push(emit(said));
      if (marks.length) made.push(write(marks));
      said = [];
      marks = [];
    };
    does.forEach((one, i) => {
      const { step, action } = one;
      if (isWorked(action)) {
        flush();
        if (isEmitted(action))
          made.push(emit(({ context, event }: Args) => [{ step, action: settled(action, context, event, cel, flow) }]));
      } else if (isEmitted(action)) said.push(one);
      if (isKept(action) || (isWrite(action) && i < lastWorked)) marks.push(one);
    });
    flush();
    return made;
  }

  function write(marks: readonly Emitted[]): object {
    return assign(({ context, event }: Args) => written(marks, context, event, cel, flow));
  }

  /** The state as XState has it, made once for each value: an event brings only a context of its own. */
  const resting = new Map<string, AnyMachineSnapshot>();
  function restored({ value, context }: MachineState): AnyMachineSnapshot {
    let rest = resting.get(value);
    if (!rest) {
      // GOTO comes from anywhere, and is sent from the step it goes to: that one may be only passed through.
      const at = plan.states.some(({ key }) => key === value) && !states.has(value) ? START : value;
      rest = machine.resolveState({ value: at, context: {} });
      resting.set(value, rest);
    }
    return { ...rest, context } as AnyMachineSnapshot;
  }

  /** What fixed transitions came to. */
  const outcomes = new Map<object, Omit<FlowStep, 'state'> & { readonly value: string }>();

  function step(state: MachineState, event: FlowEvent): FlowStep {
    if (state.value === END) return { state, emitted: [], done: true, moved: false };
    const before = restored(state);
    // XState chooses. What a choice leads to that depends on nothing else, it is asked once.
    const [chosen] = machine.getTransitionData(before, event as never);
    if (!chosen) return { state, emitted: [], done: false, moved: false };
    const known = outcomes.get(chosen);
    if (known) {
      const { value, ...did } = known;
      return { state: { value, context: state.context }, ...did };
    }
    const taken = take(before, event);
    if ((chosen.meta as Meta | undefined)?.fixed) {
      const { state: after, ...did } = taken;
      outcomes.set(chosen, { value: after.value, ...did });
    }
    return taken;
  }

  function take(before: AnyMachineSnapshot, event: FlowEvent): FlowStep {
    const emitted: Emitted[] = [];
    const scope = inertScope();
    scope.actionExecutor = ({ type, params }) => {
      if (type === 'emit') emitted.push(...(params as unknown as readonly Emitted[]));
    };
    try {
      const after = machine.transition(before, event as never, scope) as AnyMachineSnapshot;
      const context = stored(after.context as RunningContext);
      return { state: { value: String(after.value), context }, emitted, done: after.status === 'done', moved: true };
    } catch (problem) {
      if (!(problem instanceof Error) || !problem.message.startsWith('Infinite loop')) throw problem;
      const from = String(before.value);
      throw new RecadoError('STEP_BUDGET', { flow: id, limit: STEPS_PER_TURN, from }, { cause: problem });
    } finally {
      scope.actionExecutor = () => {};
    }
  }

  return {
    machine,
    start: (event, vars) => step({ value: START, context: vars ? { vars } : {} }, { ...event, type: 'START' }),
    next: step,
  };
}

/** For the conversation: the scope's executor collects it. */
function emit(params: readonly Emitted[] | ((args: Args) => readonly Emitted[])): object {
  return { type: 'emit', params };
}

function draw(step: string): object {
  return assign(({ context, event }: Args) =>
    context.draws?.[step] === undefined ? { draws: { ...context.draws, [step]: event.random() } } : {},
  );
}

/** Of a transition: it writes nothing and works nothing out, and where it leads nothing is asked. */
interface Meta {
  readonly fixed: boolean;
}

function isFixed({ action }: Emitted): boolean {
  return !isKept(action) && !isWorked(action);
}

function isWaiting({ fragment, step }: PlannedState): boolean {
  return fragment.always === undefined && fragment.entry.every((action) => isFixed({ step, action }));
}

/** Whether a state, once come to, looks at what this transition wrote: to lead on, or to work out a value. */
function isRead({ fragment }: PlannedState): boolean {
  return fragment.always !== undefined || fragment.entry.some(isWorked);
}

function stored(context: RunningContext): FlowContext {
  if (context.pending === undefined) return context;
  const { pending: _dropped, ...kept } = context;
  return kept;
}
