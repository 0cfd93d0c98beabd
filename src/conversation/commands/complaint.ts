import { openCase } from '../care.ts';
import type { Command } from './command.ts';

/** QUEJA: goes to someone who is not of the field team. */
export const complaint: Command = (d) => {
  openCase(d, 'complaint', 'She has a complaint.');
  return 'command';
};
