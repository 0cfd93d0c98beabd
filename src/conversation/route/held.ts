import { handOn, talkingIn } from '../care.ts';
import { runCommand } from '../commands/index.ts';
import { change, effect, SAFEGUARDING } from '../draft.ts';
import { commandHeard, textOf } from '../hear.ts';
import { joinSaid } from '../join-word.ts';
import { isEnrolled } from '../journey.ts';
import type { Rule } from './rule.ts';

const WORKS: readonly string[] = ['next', 'person', 'complaint', 'help'];

/** While her lesson is stopped for safeguarding a person answers, not the bot. She herself may go on with SEGUIR, or join. */
export const held: Rule = (d, message) => {
  if (d.conversation.withPerson !== SAFEGUARDING) return undefined;
  const text = textOf(message.content);
  if (!isEnrolled(d) && joinSaid(d, text)) {
    change(d, { withPerson: undefined });
    return undefined;
  }
  const command = commandHeard(d, text)?.command;
  if (command !== undefined && WORKS.includes(command)) return runCommand(d, command, message, text);
  const open = talkingIn(d);
  effect(d, { kind: 'case.keep', personId: d.person.id, text });
  return open ? handOn(d, message, open) : 'with-person';
};
