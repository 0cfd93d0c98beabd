import { tapId } from '../../domain/option.ts';
import { normalise } from '../../text/normalise.ts';
import { type Draft, type Message, programmeOf } from '../draft.ts';
import { accepting, commandOf, fitOf, lexiconOf, textOf } from '../hear.ts';
import { INVITATION, invitationOf, sayInvitation } from '../invitation.ts';
import { accepts, INVITATION_ANSWERS, isSomebodyElse } from '../invited.ts';
import { joinSaid, placeBy } from '../join-word.ts';
import { containsWords } from '../understand/phrases.ts';
import type { Rule } from './rule.ts';

/**
 * Somebody invited has nothing else to answer: any yes, the join word or the button is her yes; "no soy Ana" is somebody
 * else; her own commands work. After a no the button of that same message still means yes.
 */
export const invitation: Rule = (d, message) => {
  if (meansYesLater(d, message)) return accepts(d);
  if (!invitationOf(d)) return undefined;
  if (isTemplateButton(d, message)) return accepts(d);
  const { content } = message;
  if (content.kind !== 'text') return undefined;
  const said = joinSaid(d, content.text);
  if (said && said.programme.programme === d.conversation.invitation?.programme) {
    const did = accepts(d);
    placeBy(d, said);
    return did;
  }
  if (saysWrongPerson(d, content.text)) return isSomebodyElse(d);
  const command = commandOf(d, message);
  if (command === 'repeat') return sayInvitation(d) ? 'command' : undefined;
  if (command !== undefined) return undefined;
  const question = d.conversation.questions.find(({ thread }) => thread === INVITATION);
  if (!question || accepting(d, message).some((other) => other.question !== question)) return undefined;
  const understood = fitOf(d, question, message);
  if (understood.fit === 0 || understood.fit === 'echo' || understood.answer.type !== 'choice') return undefined;
  return INVITATION_ANSWERS[understood.answer.option]?.(d);
};

/** The template went out instead of our words; its button asks to know more, and the consent tells it. */
function isTemplateButton(d: Draft, { content }: Message): boolean {
  if (content.kind === 'tap' && content.id === tapId.command('repeat')) return true;
  const buttons = (programmeOf(d)?.templates ?? []).filter(({ purpose }) => purpose === 'invitation');
  const said = normalise(textOf(content));
  return said !== '' && buttons.some(({ button }) => button !== undefined && normalise(button) === said);
}

function meansYesLater(d: Draft, { content }: Message): boolean {
  if (d.conversation.invitation?.over !== 'no' || content.kind !== 'tap') return false;
  const id = tapId.parse(content.id);
  if (id === null || !('question' in id) || id.optionIndex !== 0) return false;
  return d.conversation.closed.some((one) => one.id === id.question && one.thread === INVITATION);
}

/** "No soy Ana", "número equivocado": the phrase and, at most, a name. */
function saysWrongPerson(d: Draft, text: string): boolean {
  const words = normalise(text).split(' ');
  return [...lexiconOf(d).wrongPerson].some((phrase) => {
    const length = phrase.split(' ').length;
    return words.length <= length + NAME && containsWords(words, phrase.split(' '));
  });
}

/** A name and a polite word or two beside it. */
const NAME = 4;
