import type { Thread } from '../../conversation/state.ts';
import { type Matters, valueAt } from './matters.ts';
import type { Scene } from './scene.ts';

/** Misses beyond this change nothing: the ladder has three rungs, and then stays quiet (conversation/ladder.ts). */
const TOP = 4;

/**
 * What of a scene can make a difference to what follows, as a text to compare: where each thread stands, what is open and
 * how far up the ladder, what sleeps, and the values that conditions and texts of these flows read. Times and ids are left
 * out, so that a walk comes to its end.
 */
export function stateOf({ conversation, known, timers }: Scene, { paths, conditions }: Matters): string {
  if (!conversation) return '';
  const { threads, questions, journey, withPerson, pausedUntil } = conversation;
  const place = (id: string): string | number => {
    const index = threads.findIndex((thread) => thread.id === id);
    return index < 0 ? id : index;
  };
  const score = conditions.some((condition) => condition.includes('quiz')) ? known.facts['quiz'] : undefined;
  return JSON.stringify([
    threads.map((thread) => [thread.flow, place(thread.parent ?? ''), thread.held, ...machineOf(thread)]),
    questions.map(({ thread, step, misses, voices, parts, snoozed, recapAt }) => [
      place(thread),
      step,
      Math.min(misses, TOP),
      voices,
      parts === undefined ? 0 : 1,
      snoozed,
      recapAt === undefined ? 0 : 1,
    ]),
    timers.map(({ purpose, nth, thread }) => [purpose, nth, thread === undefined ? 0 : place(thread)]),
    paths.map((path) => valueAt(known, path) ?? valueAt(known, ['person', ...path]) ?? null),
    score,
    journey?.stage,
    journey?.consent,
    withPerson === undefined ? 0 : 1,
    pausedUntil === undefined ? 0 : 1,
  ]);
}

/** Wrong tries at steps that are behind her decide nothing any more. */
function machineOf({ machine: { value, context } }: Thread): readonly unknown[] {
  return [value, context.tries?.[value], context.vars];
}
