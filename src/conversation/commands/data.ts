import { askData } from '../data-rights.ts';
import type { Command } from './command.ts';

/** DATOS: what is kept and who sees it, leaving, erasure. */
export const data: Command = (d) => {
  askData(d);
  return 'command';
};
