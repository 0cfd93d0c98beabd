import { RecadoError } from '../base/errors.ts';
import type { CompiledFlow, FlowEvent, FlowStep } from '../flow/library.ts';
import { applyEmitted, type Given } from './apply-emitted.ts';
import { type Draft, effect } from './draft.ts';
import { flowEnded } from './journey.ts';
import { FLOWS_PER_TURN } from './limits.ts';
import { closeQuestion } from './questions.ts';
import { lessonBegan } from './release.ts';
import type { Thread } from './state.ts';
import { nextHeld, putThread, removeThread, threadOf } from './threads.ts';
import { landing, refuge } from './versions.ts';

export type Move = Pick<FlowEvent, 'type' | 'answer' | 'name' | 'data'>;

/**
 * Lets a thread hear an event. False when the event means nothing where it stands, and then nothing has changed.
 * With `given`, the question that was answered closes, unless its step goes on collecting.
 */
export function advance(d: Draft, threadId: string, event: Move, given?: Given): boolean {
  const thread = threadOf(d, threadId);
  if (!thread || thread.held) return false;
  const flow = d.deps.library.flow(thread.flow, thread.version);
  if (!flow) return rescue(d, thread);
  const step = run(d, thread, () => flow.next(thread.machine, { ...event, world: d.world, random: d.random }));
  if (!step?.moved) return false;
  const collecting = given?.question.collects && !step.done && step.state.value === thread.machine.value;
  if (given && !collecting) closeQuestion(d, given.question.id);
  land(d, thread, flow, step, given);
  return true;
}

/** Lets the threads speak whose turn it is, until one has asked something or none is waiting. */
export function settle(d: Draft): void {
  for (;;) {
    const passed = d.passed.shift();
    const held = passed === undefined ? nextHeld(d) : undefined;
    if (passed !== undefined) passBy(d, passed);
    else if (held) begin(d, held);
    else return;
  }
}

/** The step is asked in person: the flow goes on without an answer. */
function passBy(d: Draft, thread: string): void {
  d.passing = thread;
  advance(d, thread, { type: 'GIVE_UP' });
  d.passing = undefined;
}

/** Lets a held thread speak now. */
export function begin(d: Draft, held: Thread): void {
  const flow = d.deps.library.flow(held.flow);
  if (!flow || ++d.begun > FLOWS_PER_TURN) {
    leave(d, held, flow ? 'runaway' : undefined);
    return;
  }
  const { held: _, told: _known, ...thread } = { ...held, version: flow.version, openedAt: d.now, movedAt: d.now };
  putThread(d, thread);
  lessonBegan(d, flow);
  effect(d, { kind: 'flow.progress', personId: d.person.id, flow: flow.id, version: flow.version, state: 'opened' });
  const { vars } = thread.machine.context;
  const step = run(d, thread, () => flow.start({ world: d.world, random: d.random }, vars));
  if (step) land(d, thread, flow, step);
}

function land(d: Draft, thread: Thread, flow: CompiledFlow, step: FlowStep, given?: Given): void {
  const newest = d.deps.library.flow(thread.flow);
  const to = newest && newest.version !== flow.version ? landing(flow, newest, thread.machine.value, step) : null;
  if (!newest || !to) {
    arrive(d, thread, flow, step, step.emitted, given);
    return;
  }
  if (to.elsewhere) tellMoved(d, newest);
  applyEmitted(d, { ...thread, machine: step.state }, flow, to.before, given);
  if (to.goto === null) finish(d, thread, newest);
  else enter(d, { ...thread, version: newest.version, machine: step.state }, newest, to.goto, given);
}

/** Nobody is moved silently: the coordinator sees who goes on elsewhere because a file was edited. */
function tellMoved(d: Draft, flow: CompiledFlow): void {
  effect(d, { kind: 'task', personId: d.person.id, topic: 'pack', why: 'lesson-changed', about: flow.title });
}

/** Enters a flow by a step: its entry is run, so that the step says and asks what it has to. */
function enter(d: Draft, thread: Thread, flow: CompiledFlow, key: string, given?: Given): void {
  // The state she comes from may be gone; the one she goes to is there.
  const from = { value: key, context: thread.machine.context };
  const step = run(d, thread, () => flow.next(from, { type: `GOTO ${key}`, world: d.world, random: d.random }));
  if (step) arrive(d, thread, flow, step, step.emitted, given);
}

/**
 * Her version cannot be run any more: its source was lost, or today's language refuses it. She goes on in the newest
 * version, asked anew where she stood; without any version she is not left before a question that nobody can judge.
 */
function rescue(d: Draft, thread: Thread): boolean {
  const newest = d.deps.library.flow(thread.flow);
  if (!newest) {
    leave(d, thread);
    return false;
  }
  closeAll(d, thread);
  const here = thread.machine.value;
  const key = refuge(newest, here);
  if (key !== here) tellMoved(d, newest);
  if (key === null) finish(d, thread, newest);
  else enter(d, { ...thread, version: newest.version }, newest, key);
  return true;
}

function arrive(
  d: Draft,
  thread: Thread,
  flow: CompiledFlow,
  step: FlowStep,
  emitted: FlowStep['emitted'],
  given: Given | undefined,
): void {
  const now: Thread = { ...thread, machine: step.state, movedAt: d.now };
  closeLeft(d, now, step);
  putThread(d, now);
  applyEmitted(d, now, flow, emitted, given);
  if (step.done) finish(d, now, flow);
}

/** Questions of steps that the thread has left: a session that expired, homework that was accepted elsewhere. */
function closeLeft(d: Draft, thread: Thread, step: FlowStep): void {
  for (const question of d.conversation.questions) {
    if (question.thread === thread.id && (step.done || question.step !== step.state.value))
      closeQuestion(d, question.id);
  }
}

/** Asks the question of a thread anew, in the language she has just chosen. */
export function askAnew(d: Draft, threadId: string): void {
  const thread = threadOf(d, threadId);
  const flow = thread && d.deps.library.flow(thread.flow, thread.version);
  if (!flow) return;
  closeAll(d, thread);
  enter(d, thread, flow, thread.machine.value);
}

function closeAll(d: Draft, thread: Thread): void {
  for (const question of d.conversation.questions) if (question.thread === thread.id) closeQuestion(d, question.id);
}

function finish(d: Draft, thread: Thread, flow: CompiledFlow): void {
  closeAll(d, thread);
  removeThread(d, thread.id, 'finished');
  if (thread.parent !== undefined) advance(d, thread.parent, { type: 'CHILD_DONE' });
  else flowEnded(d, flow);
}

function leave(d: Draft, thread: Thread, topic?: 'runaway'): void {
  closeAll(d, thread);
  removeThread(d, thread.id, 'left');
  if (topic)
    effect(d, {
      kind: 'task',
      personId: d.person.id,
      topic,
      why: 'runaway',
      about: thread.flow,
    });
  if (thread.parent !== undefined) advance(d, thread.parent, { type: 'CHILD_DONE' });
}

/** A flow that runs away is stopped with a task for the team, never with a storm of messages. */
function run(d: Draft, thread: Thread, decide: () => FlowStep): FlowStep | undefined {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof RecadoError)) throw error;
    leave(d, thread, 'runaway');
    return undefined;
  }
}
