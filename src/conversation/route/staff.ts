import { isStaff } from '../../programme/on-duty.ts';
import { commandBefore, commandHeard, textOf } from '../hear.ts';
import { isOnlyStaff, runStaff, staffHeard } from '../staff.ts';
import { sayHow, staffHelp } from '../staff-help.ts';
import type { Rule } from './rule.ts';

const HELP: readonly string[] = ['help', 'menu'];

/** A person with a role works from her own phone, before anything a learner's message may mean and after leaving. */
export const staff: Rule = (d, message) => {
  const heard = staffHeard(d, message);
  if (heard) return runStaff(d, heard);
  const text = textOf(message.content);
  const before = commandBefore(d, text);
  if (before?.command === 'help' && isStaff(d.world.facts, d.person.id) && sayHow(d, before.rest)) return 'staff';
  if (!isOnlyStaff(d)) return undefined;
  const command = before?.command ?? commandHeard(d, text)?.command;
  return command !== undefined && HELP.includes(command) ? staffHelp(d) : undefined;
};
