import type { Programme } from '../flow/programme.ts';
import { firstName } from '../programme/on-duty.ts';
import { change, type Draft, effect } from './draft.ts';
import type { LaneEvent } from './event.ts';
import { REMINDER_LATE } from './limits.ts';
import { askSystem, closeQuestion, sayQuestion } from './questions.ts';
import { reachable } from './reachable.ts';
import { system } from './speech.ts';
import type { Invitation } from './state.ts';

/** The thread of the question, and the purpose of the timer that repeats it. */
export const INVITATION = '@invitation';
export const INVITE_AGAIN = 'invite-again';

/** A button holds so many letters (CHANNELS §1.4). */
const BUTTON = 20;

/** The invitation that she has not answered. */
export function invitationOf({ conversation: { invitation } }: Draft): Invitation | undefined {
  return invitation?.over === undefined ? invitation : undefined;
}

/**
 * Others put her on a list: who invites her, to what, and how to say yes or no. Nothing else is sent to her before her yes,
 * and this only once more, where the programme says so.
 */
export function invite(d: Draft, programme: Programme, by: string): void {
  change(d, { invitation: { programme: programme.programme, by } });
  d.kind = 'lesson'; // no message of hers caused it: it waits for the end of her quiet hours
  ask(d, programme);
  const { againAfter } = programme.invitation;
  if (againAfter === undefined) return;
  const timer = { key: INVITE_AGAIN, purpose: INVITE_AGAIN, anchor: { at: d.now }, rule: { after: againAfter } };
  effect(d, { kind: 'timer.set', personId: d.person.id, timer });
}

function ask(d: Draft, programme: Programme): void {
  const { by } = d.conversation.invitation!;
  const name = firstName(d.world.profile['name'] ?? d.person.name);
  const vars = { name, programme: programme.title, by };
  const notHer = system(d, 'invitation.option.wrong', { name }).text;
  const wrong = name !== '' && notHer.length <= BUTTON ? notHer : system(d, 'invitation.option.wrong-number').text;
  askSystem(d, {
    thread: INVITATION,
    ...system(d, by === '' ? 'invitation.ask' : 'invitation.ask-by', vars),
    options: [
      { key: 'yes', label: system(d, 'invitation.option.yes').text },
      { key: 'no', label: system(d, 'invitation.option.no').text },
      { key: 'wrong', label: wrong },
    ],
    label: programme.title,
  });
}

/** The same words once more: she asked what this is. */
export function sayInvitation(d: Draft): boolean {
  const question = d.conversation.questions.find(({ thread }) => thread === INVITATION);
  if (!invitationOf(d) || !question) return false;
  sayQuestion(d, question);
  return true;
}

/** Her time to answer is over, and the programme wants her asked once more. There is no third time. */
export function inviteAgain(d: Draft, event: Extract<LaneEvent, { kind: 'timer' }>): string {
  const programme = d.deps.library.programmes.get(invitationOf(d)?.programme ?? '');
  if (!programme || !reachable(d)) return 'stale-timer';
  if (d.now - event.dueAt > REMINDER_LATE) return 'late';
  d.kind = 'reminder';
  ask(d, programme);
  return 'invited-again';
}

/** It is answered, or taken back. `over` stays: it is not asked again by a list. */
export function endInvitation(d: Draft, over?: NonNullable<Invitation['over']>): void {
  const { invitation } = d.conversation;
  if (!invitation) return;
  for (const { id, thread } of d.conversation.questions) if (thread === INVITATION) closeQuestion(d, id);
  if (invitation.over === undefined) effect(d, { kind: 'timer.cancel', personId: d.person.id, key: INVITE_AGAIN });
  // What a template stood in for was the invitation itself.
  change(d, { invitation: over === undefined ? undefined : { ...invitation, over }, unseen: undefined });
}
