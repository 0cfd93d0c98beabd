import { askHour } from '../hour.ts';
import type { Command } from './command.ts';

/** HORARIO: at what time of day lessons and reminders suit her. */
export const hour: Command = (d) => {
  askHour(d);
  return 'command';
};
