import type { Programme } from '../flow/programme.ts';
import { change, type Draft, effect } from './draft.ts';
import { endInvitation, invite } from './invitation.ts';
import { join, onPaper } from './journey.ts';
import { say } from './speech.ts';

/** She was put on a list. Someone who takes part already, or said no, is not asked. */
export function invited(d: Draft, programme: Programme, by: string): string {
  const { journey, invitation } = d.conversation;
  const here = journey?.programme === programme.programme && journey.stage !== 'dropped';
  if (here || (invitation?.programme === programme.programme && invitation.over === undefined)) return 'ignored';
  invite(d, programme, by);
  return 'invited';
}

/** Yes: language and consent are asked now, as of anybody who comes in by herself. */
export function accepts(d: Draft): string {
  const programme = d.deps.library.programmes.get(d.conversation.invitation?.programme ?? '');
  if (!programme) return 'ignored';
  join(d, programme);
  return 'joined';
}

/** No: told once that nothing more comes. */
export function refuses(d: Draft): string {
  const programme = d.deps.library.programmes.get(d.conversation.invitation?.programme ?? '');
  if (!programme) return 'ignored';
  endInvitation(d, 'no');
  effect(d, { kind: 'enrol', personId: d.person.id, programme: programme.programme, state: 'declined' });
  say(d, 'invitation.no', { join: programme.join });
  return 'declined';
}

/** Whoever reads this is not she: this number is never written to for her again. */
export function isSomebodyElse(d: Draft): string {
  const programme = d.conversation.invitation?.programme;
  if (programme === undefined || !d.address) return 'ignored';
  endInvitation(d, 'wrong');
  say(d, 'invitation.wrong');
  const { person, address } = d;
  const input = { person: person.id, address: address.id, programme };
  effect(d, { kind: 'job', personId: person.id, operation: 'invitation.wrong', input });
  // Somebody of ours may be at that number all the same, and goes on.
  if (!d.shared) effect(d, { kind: 'opt-out', addressId: address.id, by: 'learner', word: '' });
  effect(d, { kind: 'task', personId: person.id, topic: 'wrong-number', why: 'wrong-number' });
  return 'wrong-number';
}

/** The list was taken back before she answered. Nothing is said. */
export function uninvited(d: Draft, programme: string): string {
  if (d.conversation.invitation?.programme !== programme) return 'ignored';
  endInvitation(d);
  return 'uninvited';
}

/** She has signed on paper: her registration, without being asked again for what she signed. */
export function consentedOnPaper(d: Draft, programme: Programme): string {
  const { journey } = d.conversation;
  const before = journey?.programme !== programme.programme || BEFORE.includes(journey.stage);
  if (!before) return 'ignored';
  d.kind = 'lesson';
  if (journey) change(d, { threads: [], questions: [] });
  onPaper(d, programme);
  return 'consented';
}

const BEFORE: readonly string[] = ['consent', 'declined', 'dropped'];

/** What an option of the invitation means. */
export const INVITATION_ANSWERS: Readonly<Record<string, (d: Draft) => string>> = {
  yes: accepts,
  no: refuses,
  wrong: isSomebodyElse,
};
