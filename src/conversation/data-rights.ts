import { localDate } from '../domain/time.ts';
import { PRIVACY_DUE } from '../programme/privacy-due.ts';
import { type Draft, effect } from './draft.ts';
import { invitationOf } from './invitation.ts';
import { isEnrolled } from './journey.ts';
import { askSystem } from './questions.ts';
import { say, system } from './speech.ts';
import { dayWords } from './when.ts';
import { leave, recordWithdrawal, withdrawn } from './withdrawal.ts';
import { zoneOf } from './zone.ts';

export const DATA = '@data';

/** DATOS: what she may do with what we keep of her. Leaving is offered only to somebody who is in something. */
export function askData(d: Draft): void {
  const options = partOf(d) === undefined ? ['what', 'erase'] : ['what', 'leave', 'erase'];
  askSystem(d, {
    thread: DATA,
    ...system(d, 'data.ask'),
    options: options.map((key) => ({ key, label: system(d, `data.option.${key}`).text })),
  });
}

export function dataChosen(d: Draft, option: string): string {
  const programme = partOf(d);
  if (option === 'what') say(d, 'data.what');
  else if (option === 'erase') return erases(d, programme);
  else if (programme !== undefined) {
    recordWithdrawal(d, programme);
    return withdrawn(d, programme);
  }
  return 'data';
}

/** A request with its day; until then she is not written to. */
function erases(d: Draft, programme: string | undefined): string {
  const day = dayWords(d, localDate(d.now + PRIVACY_DUE, zoneOf(d)));
  const input = { person: d.person.id, asks: 'erasure', channel: d.address?.channel ?? null, at: d.sentAt ?? d.now };
  if (programme !== undefined) {
    recordWithdrawal(d, programme);
    leave(d, programme);
  }
  effect(d, { kind: 'job', personId: d.person.id, operation: 'privacy.request', input });
  effect(d, { kind: 'task', personId: d.person.id, topic: 'privacy', why: 'privacy' });
  say(d, 'data.erasing', { day });
  return 'erasure-asked';
}

function partOf(d: Draft): string | undefined {
  return isEnrolled(d) ? d.conversation.journey?.programme : invitationOf(d)?.programme;
}
