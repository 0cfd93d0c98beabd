import type { CompiledFlow, Emitted, FlowStep } from '../flow/library.ts';

/** Where a thread lands in a newer version of its flow, and what the old one still has to say before. */
export interface Landing {
  /** Key to enter the new machine by; null when nothing of what follows is left. */
  readonly goto: string | null;
  /** What belongs to the step she leaves: her answer's record and feedback. */
  readonly before: readonly Emitted[];
  /** The step that came next is gone: she goes on somewhere else than it was meant. */
  readonly elsewhere: boolean;
}

/**
 * The old machine has decided; the new one takes over at the first step it would have entered, or at the next that
 * still exists: first along the path the old machine took, then in file order (a step of another branch that merely
 * stands next in the file must not be entered before those). Null when she stays in the step: nothing moves then.
 */
export function landing(old: CompiledFlow, newest: CompiledFlow, from: string, step: FlowStep): Landing | null {
  const stays = !step.done && step.state.value === from;
  if (stays) return null;
  const cut = step.emitted.findIndex((emitted) => emitted.step !== from);
  const before = cut < 0 ? step.emitted : step.emitted.slice(0, cut);
  const path = (cut < 0 ? [] : step.emitted.slice(cut)).map((emitted) => emitted.step);
  if (!step.done) path.push(step.state.value);
  const last = path.at(-1);
  const after = last === undefined ? [] : old.keys.slice(old.keys.indexOf(last) + 1);
  const goto = [...path, ...after].find((key) => newest.keys.includes(key)) ?? null;
  return { goto, before, elsewhere: path.length > 0 && goto !== path[0] };
}

/**
 * Where she goes on whose version cannot be run any more: asked anew where she stood, or at the first step where that one is
 * gone. Null of a flow without steps.
 */
export function refuge(newest: CompiledFlow, here: string): string | null {
  return newest.keys.includes(here) ? here : (newest.keys[0] ?? null);
}
