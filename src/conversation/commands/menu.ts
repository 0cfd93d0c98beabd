import { offer, system } from '../speech.ts';
import type { Command } from './command.ts';

const SHOWN = ['next', 'homework', 'progress', 'pause', 'language', 'data', 'complaint', 'who-am-i', 'person'] as const;

/** MENU: everything else she may say. */
export const menu: Command = (d) => {
  d.speech.push({ ...system(d, 'menu.words'), offers: SHOWN.map((word) => offer(d, word)) });
  return 'command';
};
