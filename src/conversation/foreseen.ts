import type { Answer } from '../domain/answer.ts';
import type { OpenQuestion } from '../domain/question.ts';
import type { World } from '../domain/world.ts';
import type { CompiledFlow, FlowEvent, FlowStep, Library } from '../flow/library.ts';
import type { Conversation, Thread } from './state.ts';
import { landing, refuge } from './versions.ts';

/** Where a thread would go on in the newest version of its flow. */
export interface Destination {
  /** Key of the step that is entered; null where the flow is over for her. */
  readonly to: string | null;
  /** The step that would have come next is gone. */
  readonly elsewhere: boolean;
  /** The first question from there on: its step and text field. Absent where none comes. */
  readonly asks?: { readonly step: string; readonly field: string };
}

export interface Foreseen {
  /**
   * `moves`: at her next step. `anew`: her version cannot be run any more; she is asked where she stood, or from the first
   * step on. `stays`: the flow is gone and her version ends it. `left`: the flow is gone, and her version with it.
   */
  readonly how: 'moves' | 'anew' | 'stays' | 'left';
  /** One for every way her answer may take her; empty where there is nothing to say. */
  readonly goes: readonly Destination[];
}

/** What may come back to a thread beside an answer. */
export interface Waiting {
  readonly conversation: Pick<Conversation, 'threads' | 'questions'>;
  /** Purposes of its timers. */
  readonly timers: readonly string[];
  readonly world: World;
}

/**
 * What an edit of a pack does to somebody in the middle of a flow, by the very functions that will do it (versions.ts): every
 * answer that may come is given to her old version, and the newest takes over where that one would have gone. Undefined
 * where nothing changes for her: her version is the newest, or she has not begun.
 */
export function foresee(library: Library, thread: Thread, waiting: Waiting): Foreseen | undefined {
  const newest = library.flow(thread.flow);
  if (thread.held || newest?.version === thread.version) return undefined;
  const old = library.flow(thread.flow, thread.version);
  if (!newest) return { how: old ? 'stays' : 'left', goes: [] };
  const here = thread.machine.value;
  if (!old) {
    const to = refuge(newest, here);
    return { how: 'anew', goes: [destination(newest, thread, waiting.world, to, to !== here)] };
  }
  const goes: Destination[] = [];
  for (const event of eventsOf(thread, waiting)) {
    const step = tried(() => old.next(thread.machine, event));
    const land = step?.moved ? landing(old, newest, here, step) : null;
    if (!step || !land) continue;
    const found = destination(newest, { ...thread, machine: step.state }, waiting.world, land.goto, land.elsewhere);
    if (!goes.some((known) => known.to === found.to && known.elsewhere === found.elsewhere)) goes.push(found);
  }
  return { how: 'moves', goes };
}

function destination(
  newest: CompiledFlow,
  thread: Thread,
  world: World,
  to: string | null,
  elsewhere: boolean,
): Destination {
  if (to === null) return { to, elsewhere };
  const from = { value: to, context: thread.machine.context };
  const step = tried(() => newest.next(from, { type: `GOTO ${to}`, world, random: HALF }));
  const asked = step?.emitted.find(({ action }) => action.type === 'ask');
  const field = asked?.action.type === 'ask' ? asked.action.question.field : undefined;
  return { to, elsewhere, ...(asked && field !== undefined ? { asks: { step: asked.step, field } } : {}) };
}

/** Draws that were made stay; one that is still to come could fall either way. */
const HALF = (): number => 0.5;

/** Everything that may move the thread on: what she may answer, what it waits for, and a person who lets it pass. */
function eventsOf(thread: Thread, { conversation, timers, world }: Waiting): FlowEvent[] {
  const at = { world, random: HALF };
  const questions = conversation.questions.filter((question) => question.thread === thread.id);
  const answers = questions.flatMap(answersTo).map((answer): FlowEvent => ({ type: 'ANSWER', answer, ...at }));
  const child = conversation.threads.some(({ parent }) => parent === thread.id);
  return [
    ...answers,
    ...(child ? [{ type: 'CHILD_DONE', ...at } as const] : []),
    ...timers.map((name): FlowEvent => ({ type: 'TIMER', name, ...at })),
    // What nothing else moves is let pass in the end.
    ...(answers.length === 0 && !child ? [{ type: 'GIVE_UP', ...at } as const] : []),
  ];
}

/** One answer for every option as it was shown, or one of the type that is asked for. */
function answersTo({ options, accepts }: OpenQuestion): readonly Answer[] {
  if (options.length > 0) return options.map(({ key }) => ({ type: 'choice', option: key }));
  return accepts.types.map((type): Answer => {
    switch (type) {
      case 'number':
        return { type, number: accepts.min ?? 1 };
      case 'money':
        return { type, minor: (accepts.min ?? 1) * 100, currency: accepts.currency ?? 'MXN' };
      case 'date':
        return { type, date: '2026-01-01' };
      case 'photo':
      case 'voice':
      case 'document':
        return { type: 'media', media: [{ kind: type }] };
      case 'location':
        return { type, latitude: 0, longitude: 0 };
      default:
        return { type: type === 'name' ? 'name' : 'text', text: '…' };
    }
  });
}

/** A flow that runs away is stopped there too (advance.ts); here it only says nothing. */
function tried(decide: () => FlowStep): FlowStep | undefined {
  try {
    return decide();
  } catch {
    return undefined;
  }
}
