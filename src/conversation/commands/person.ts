import type {} from '../../programme/handoff/effect.ts';
import { effect } from '../draft.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** PERSONA: a case with an owner, answered from this same number. The lesson stays where it is. */
export const person: Command = (d) => {
  effect(d, { kind: 'case.open', personId: d.person.id, topic: 'person', reason: 'She asked to talk with a person.' });
  say(d, 'person.promise');
  return 'command';
};
