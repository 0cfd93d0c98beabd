import { currentQuestion, sayQuestion } from '../questions.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** REPETIR: what the lesson said last, and its question. */
export const repeat: Command = (d) => {
  d.speech.push(...(d.conversation.lastSaid ?? []));
  const question = currentQuestion(d);
  if (question) sayQuestion(d, question);
  if (d.speech.length === 0) say(d, 'repeat.nothing');
  return 'command';
};
