import { programmeOf } from '../draft.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** QUIEN SOY: whom we take her for, so that a wrong name can be put right. */
export const whoAmI: Command = (d) => {
  const name = d.world.profile['name'] ?? d.person.name;
  if (typeof name === 'string') say(d, 'who.name', { name, title: programmeOf(d)?.title ?? '' });
  else say(d, 'who.unknown');
  return 'command';
};
