import { commandHeard, textOf } from '../hear.ts';
import { isOnlyStaff, runStaff, staffHeard, staffHelp } from '../staff.ts';
import type { Rule } from './rule.ts';

const HELP: readonly string[] = ['help', 'menu'];

/** A person with a role works from her own phone, before anything a learner's message may mean and after leaving. */
export const staff: Rule = (d, message) => {
  const heard = staffHeard(d, message);
  if (heard) return runStaff(d, heard);
  if (!isOnlyStaff(d)) return undefined;
  const command = commandHeard(d, textOf(message.content))?.command;
  return command !== undefined && HELP.includes(command) ? staffHelp(d) : undefined;
};
