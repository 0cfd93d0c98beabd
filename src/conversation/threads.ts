import type { Json } from '../base/json.ts';
import { type OpenQuestion, RANKS, type Rank } from '../domain/question.ts';
import type { CompiledFlow } from '../flow/library.ts';
import { change, type Draft, effect, programmeOf, SAFEGUARDING } from './draft.ts';
import { THREADS_MOST } from './limits.ts';
import type { Thread } from './state.ts';
import { waitsItsTurn } from './turns-on-phone.ts';

export function threadOf(d: Draft, id: string): Thread | undefined {
  return d.conversation.threads.find((thread) => thread.id === id);
}

export function putThread(d: Draft, thread: Thread): void {
  change(d, { threads: d.conversation.threads.map((old) => (old.id === thread.id ? thread : old)) });
}

/** Flows name each other without their programme. */
export function flowId(d: Draft, name: string, from?: CompiledFlow): string {
  if (name.includes('/')) return name;
  return `${from?.programme ?? programmeOf(d)?.programme ?? ''}/${name}`;
}

/**
 * Opens a flow: its thread waits, without a word, for its turn to speak (settle.ts). A flow that already runs is not
 * opened twice, except as the child of another. False when there is no such flow.
 */
export function openThread(
  d: Draft,
  id: string,
  about: { readonly parent?: string; readonly rank?: Rank; readonly vars?: Readonly<Record<string, Json>> } = {},
): boolean {
  const flow = d.deps.library.flow(id);
  if (!flow || d.conversation.threads.length >= THREADS_MOST) return false;
  if (about.parent === undefined && d.conversation.threads.some((thread) => thread.flow === flow.id)) return true;
  const thread: Thread = {
    id: d.newId(),
    flow: flow.id,
    version: flow.version,
    rank: about.rank ?? flow.rank,
    machine: { value: '', context: about.vars ? { vars: about.vars } : {} },
    held: true,
    openedAt: d.now,
    movedAt: d.now,
    ...(about.parent === undefined ? {} : { parent: about.parent }),
  };
  change(d, { threads: [...d.conversation.threads, thread] });
  return true;
}

/** Takes a thread and its children away, and says so in the record. Its timers find nothing and do nothing. */
export function removeThread(d: Draft, id: string, state: 'finished' | 'left'): void {
  const thread = threadOf(d, id);
  if (!thread) return;
  for (const child of d.conversation.threads) if (child.parent === id) removeThread(d, child.id, 'left');
  change(d, { threads: d.conversation.threads.filter((other) => other.id !== id) });
  effect(d, { kind: 'flow.progress', personId: d.person.id, flow: thread.flow, version: thread.version, state });
}

/** A question of a flow that waits for its one answer: while there is one, its thread is the one that speaks. */
export function isSpeaking(question: OpenQuestion): boolean {
  return !question.thread.startsWith('@') && !question.collects;
}

/** These come in at once, whatever else waits: a session does not wait for a lesson. */
const COMES_IN: readonly Rank[] = ['service', 'attendance'];

/** The held thread whose turn it is, if any may speak now. */
export function nextHeld(d: Draft): Thread | undefined {
  if (d.asked !== undefined || d.conversation.withPerson === SAFEGUARDING) return undefined;
  if ((d.conversation.pausedUntil ?? 0) > d.now) return undefined;
  const held = d.conversation.threads.filter((thread) => thread.held && !waitsItsTurn(d, thread));
  const child = held.find((thread) => thread.parent !== undefined);
  if (child) return child;
  const ranked = held.toSorted((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
  const first = ranked[0];
  if (!first) return undefined;
  const speaking = d.conversation.questions.filter(isSpeaking);
  return COMES_IN.includes(first.rank) || speaking.every((question) => givesWay(question, first)) ? first : undefined;
}

/** What is asked for the programme's sake lets her course by: who does not answer it misses nothing. */
const givesWay = (question: OpenQuestion, { rank }: Thread): boolean => question.rank === 'survey' && rank !== 'survey';
