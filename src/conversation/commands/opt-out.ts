import { effect } from '../draft.ts';
import { textOf } from '../hear.ts';
import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** BAJA, STOP: at once, for all programmes on this number, confirmed once. */
export const optOut: Command = (d, message, text) => {
  if (!d.address) return 'opted-out';
  effect(d, { kind: 'opt-out', addressId: d.address.id, by: 'learner', word: text || textOf(message.content) });
  say(d, 'opt-out.done');
  return 'opted-out';
};
