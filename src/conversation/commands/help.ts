import { isStaff } from '../../programme/on-duty.ts';
import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { sayVerbs } from '../staff-help.ts';
import type { Command } from './command.ts';

/** AYUDA: what is asked of her now, then the words that always work. */
export const help: Command = (d) => {
  const question = currentQuestion(d);
  if (question?.hint !== undefined) d.speech.push({ text: question.hint, sms: question.hint });
  say(d, 'help.words');
  if (isStaff(d.world.facts, d.person.id)) sayVerbs(d);
  if (question) sayQuestion(d, question);
  return 'command';
};
