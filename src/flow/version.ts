import { createHash } from 'node:crypto';
import { movesOf, type Plan } from './plan.ts';
import type { ActionRef } from './steps/step.ts';

/** Hex digits kept: 64 bits are plenty for the versions of one flow, and short enough to read aloud. */
const LENGTH = 16;

/**
 * What a flow does, as a hash. Words, titles and media names are not in it: a corrected spelling moves nobody. It is
 * taken of the laid-out machine, which holds fields in place of words, so verbs need not say which keys are texts.
 */
export function versionOf(kind: string, plan: Plan): string {
  const states = plan.states.map((state) => ({
    key: state.key,
    entry: state.fragment.entry.map(withoutMedia),
    waits: state.fragment.always === undefined,
    always: state.fragment.always?.map((move) => described(move)),
    on: Object.fromEntries(
      Object.entries(state.fragment.on ?? {}).map(([event, moves]) => [event, moves.map(described)]),
    ),
    targets: movesOf(state).map((move) => state.target(move.to) ?? null),
  }));
  return createHash('sha256')
    .update(canonical({ kind, first: plan.first, states }))
    .digest('hex')
    .slice(0, LENGTH);
}

function described(move: { readonly guard?: unknown; readonly actions?: readonly ActionRef[] }): unknown {
  return { guard: move.guard, actions: move.actions?.map(withoutMedia) };
}

function withoutMedia(action: ActionRef): unknown {
  if (action.type === 'say') return { ...action, media: undefined };
  if (action.type === 'ask') return { ...action, question: { ...action.question, media: undefined } };
  return action;
}

/** A hash of a source text, kept beside its translation to see when it has changed. */
export function textHash(words: string | { readonly one: string; readonly other: string }): string {
  return createHash('sha256').update(canonical(words)).digest('hex').slice(0, 8);
}

/** JSON with keys in one order, so that the order in which code writes them does not matter. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
