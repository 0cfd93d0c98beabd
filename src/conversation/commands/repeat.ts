import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import { sayWaits, waitingForPhone } from '../turns-on-phone.ts';
import type { Command } from './command.ts';

/** REPETIR: what the lesson said last, and its question. */
export const repeat: Command = (d) => {
  if (d.conversation.unseen) return 'command'; // a template called her to these words: they come by themselves
  d.speech.push(...(d.conversation.lastSaid ?? []));
  const question = currentQuestion(d);
  if (question) sayQuestion(d, question);
  const held = waitingForPhone(d);
  if (!question && held) sayWaits(d, held);
  if (d.speech.length === 0) say(d, 'repeat.nothing');
  return 'command';
};
