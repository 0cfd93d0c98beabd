import { change, type Draft, effect } from './draft.ts';
import { endInvitation } from './invitation.ts';
import { closeQuestion } from './questions.ts';
import { RELEASE } from './release.ts';
import { say } from './speech.ts';
import { removeThread, threadOf } from './threads.ts';

/**
 * She takes her consent back: nothing of that programme is asked, sent or timed any more, and she is told once how she may
 * come back. What she finished is kept for that day; her consent is not.
 */
export function withdrawn(d: Draft, name: string): string {
  leave(d, name);
  say(d, 'consent.withdrawn', { join: d.deps.library.programmes.get(name)?.join ?? '' });
  return 'withdrawn';
}

/** The same without a word, where another says it. */
export function leave(d: Draft, name: string): void {
  const { journey, invitation } = d.conversation;
  if (invitation?.programme === name) endInvitation(d, 'no');
  if (journey?.programme === name) {
    const hers = d.conversation.threads.filter(({ flow }) => flow.startsWith(`${name}/`)).map(({ id }) => id);
    for (const { id, thread } of d.conversation.questions)
      if (hers.includes(thread) || thread.startsWith('@')) closeQuestion(d, id);
    for (const id of hers) if (threadOf(d, id)) removeThread(d, id, 'left');
    for (const timer of [RELEASE, 'pause']) effect(d, { kind: 'timer.cancel', personId: d.person.id, key: timer });
    change(d, {
      journey: { programme: name, stage: 'declined', finished: journey.finished },
      pausedUntil: undefined,
      unseen: undefined,
    });
  }
}

/** The record of it: the ledger, the rolls, and what was still to be sent. */
export function recordWithdrawal(d: Draft, programme: string): void {
  const input = {
    person: d.person.id,
    programme,
    channel: d.address?.channel ?? null,
    at: d.sentAt ?? d.now,
    told: true,
  };
  effect(d, { kind: 'job', personId: d.person.id, operation: 'consent.withdraw', input });
}
