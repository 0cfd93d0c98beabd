import type { Json } from '../base/json.ts';
import type { Cel } from './cel.ts';
import { answerValue, type Pending, type RunningContext, scopeOf } from './guards.ts';
import type { Emitted, FlowEvent } from './library.ts';
import type { ActionRef } from './steps/step.ts';

/** Actions that later conditions of the same transition must see. */
export function isWrite(action: ActionRef): boolean {
  return WRITES.has(action.type);
}

const WRITES: ReadonlySet<ActionRef['type']> = new Set(['count-try', 'record', 'save', 'set']);

/** What outlives the transition in the thread's own context; all other writes are gone when it ends. */
export function isKept(action: ActionRef): boolean {
  return action.type === 'count-try' || keptPath(action)?.startsWith('thread.') === true;
}

function keptPath(action: ActionRef): string | undefined {
  if (action.type === 'save') return action.to;
  return action.type === 'set' ? action.path : undefined;
}

/** A value that is worked out when its turn comes. */
export function isWorked(action: ActionRef): boolean {
  return action.type === 'set' && action.expression !== undefined;
}

/** Tries and thread values are the machine's own; all else is for the conversation. */
export function isEmitted(action: ActionRef): boolean {
  return action.type !== 'count-try' && !(action.type === 'set' && action.path.startsWith('thread.'));
}

/** A `set` with its expression worked out: what reaches the conversation is always a value. */
export function settled(
  action: ActionRef,
  context: RunningContext,
  event: FlowEvent,
  cel: Cel,
  flow: string,
): ActionRef {
  if (action.type !== 'set' || action.expression === undefined) return action;
  const expression = cel.compile(action.expression);
  const value: Json = expression.value(scopeOf(context, event, flow, expression)) ?? null;
  return { type: 'set', path: action.path, value };
}

/** What a run of actions leaves in the context. */
export function written(
  done: readonly Emitted[],
  context: RunningContext,
  event: FlowEvent,
  cel: Cel,
  flow: string,
): RunningContext {
  let after = context;
  for (const { step, action } of done) {
    after = { ...after, ...write(settled(action, after, event, cel, flow), step, after, event) };
  }
  return after;
}

function write(action: ActionRef, step: string, context: RunningContext, event: FlowEvent): Partial<RunningContext> {
  const pending = context.pending ?? {};
  switch (action.type) {
    case 'count-try':
      return { tries: { ...context.tries, [step]: (context.tries?.[step] ?? 0) + 1 } };
    case 'record': {
      const value = answerValue(event);
      if (value === undefined) return {};
      const answers = { ...pending.answers, [step]: value };
      return { pending: { ...pending, answers, ...(action.correct ? { right: (pending.right ?? 0) + 1 } : {}) } };
    }
    case 'save':
      return keep(action.to, answerValue(event), context, pending);
    case 'set':
      return keep(action.path, action.value ?? null, context, pending);
    default:
      return {};
  }
}

/** `person.x`, `profile.x` and `thread.x` in the context; consent is no value. */
function keep(
  path: string,
  value: Json | undefined,
  context: RunningContext,
  pending: Pending,
): Partial<RunningContext> {
  const dot = path.indexOf('.');
  const [root, name] = [path.slice(0, dot), path.slice(dot + 1)];
  if (value === undefined || dot < 0) return {};
  if (root === 'thread') return { vars: { ...context.vars, [name]: value } };
  if (root !== 'person' && root !== 'profile') return {};
  return { pending: { ...pending, [root]: { ...pending[root], [name]: value } } };
}
