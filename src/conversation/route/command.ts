import { isCommand, runCommand } from '../commands/index.ts';
import { accepting, commandBefore, commandOf, isAmbiguousLeave, isLoose, stretchIn, textOf } from '../hear.ts';
import { askLeave } from '../system-questions.ts';
import type { Rule } from './rule.ts';

/**
 * Rule 3. A whole-message command, unless an open question has it as an option or parses it as a value ("0" for a
 * number, "ya" for yes or no). Free text and names take anything and so do not hold back a command.
 */
export const command: Rule = (d, message) => {
  if (message.content.kind !== 'text' && message.content.kind !== 'tap') return undefined;
  const text = textOf(message.content);
  if (isAmbiguousLeave(d, text) && accepting(d, message).every(({ question }) => isLoose(question))) return askLeave(d);
  const word = commandOf(d, message) ?? pauseFor(d, text);
  return word !== undefined && isCommand(word) ? runCommand(d, word, message, text) : undefined;
};

/** `PAUSA 5 dias`, `PAUSA hasta el lunes`: the only command that takes more words. */
function pauseFor(d: Parameters<Rule>[0], text: string): 'pause' | undefined {
  const before = commandBefore(d, text);
  return before?.command === 'pause' && stretchIn(d, before.rest).span ? 'pause' : undefined;
}
