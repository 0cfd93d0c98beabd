import { openCase } from '../care.ts';
import type { Command } from './command.ts';

/** PERSONA: a case with an owner, answered from this same number. The lesson stays where it is. */
export const person: Command = (d) => {
  openCase(d, 'person', 'She asked to talk with a person.');
  return 'command';
};
