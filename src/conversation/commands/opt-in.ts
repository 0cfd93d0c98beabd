import { effect } from '../draft.ts';
import { sayInvitation } from '../invitation.ts';
import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** ALTA: messages again, from where she was. */
export const optIn: Command = (d) => {
  if (!d.address?.optedOut) say(d, 'opt-in.already');
  else {
    effect(d, { kind: 'opt-in', addressId: d.address.id, personId: d.person.id });
    d.address = { ...d.address, optedOut: false };
    say(d, 'opt-in.done');
  }
  const question = currentQuestion(d);
  if (question) sayQuestion(d, question);
  else sayInvitation(d);
  return 'command';
};
