import { runCommand } from '../commands/index.ts';
import { SAFEGUARDING } from '../draft.ts';
import { commandHeard, textOf } from '../hear.ts';
import type { Rule } from './rule.ts';

const WORKS: readonly string[] = ['next', 'person', 'complaint', 'help'];

/** While her lesson is stopped for safeguarding a person answers, not the bot. She herself may go on with SEGUIR. */
export const held: Rule = (d, message) => {
  if (d.conversation.withPerson !== SAFEGUARDING) return undefined;
  const text = textOf(message.content);
  const command = commandHeard(d, text)?.command;
  return command !== undefined && WORKS.includes(command) ? runCommand(d, command, message, text) : 'with-person';
};
