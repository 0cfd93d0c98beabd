import { say } from '../speech.ts';
import type { Command } from './command.ts';

/** DATOS: what is kept and who sees it, in her words. */
export const data: Command = (d) => {
  say(d, 'data.what');
  return 'command';
};
