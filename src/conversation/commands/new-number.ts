import { askName } from '../linking.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** CAMBIO DE NUMERO, from the new one: who she is, and her history follows her. From the old one she reads where to write it. */
export const newNumber: Command = (d) => {
  const { stage } = d.conversation.journey ?? {};
  if (stage === 'lessons' || stage === 'done') say(d, 'link.from-new');
  else askName(d);
  return 'command';
};
