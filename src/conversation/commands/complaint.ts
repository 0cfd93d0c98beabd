import type {} from '../../programme/handoff/effect.ts';
import { effect } from '../draft.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** QUEJA: goes to someone who is not of the field team. */
export const complaint: Command = (d) => {
  effect(d, { kind: 'case.open', personId: d.person.id, topic: 'complaint', reason: 'She has a complaint.' });
  say(d, 'complaint.promise');
  return 'command';
};
