import type { Draft, Message } from '../draft.ts';
import { change } from '../draft.ts';
import { audio } from './audio.ts';
import type { Command } from './command.ts';
import { complaint } from './complaint.ts';
import { data } from './data.ts';
import { done } from './done.ts';
import { help } from './help.ts';
import { homework } from './homework.ts';
import { hour } from './hour.ts';
import { language } from './language.ts';
import { menu } from './menu.ts';
import { newNumber } from './new-number.ts';
import { next } from './next.ts';
import { optIn } from './opt-in.ts';
import { optOut } from './opt-out.ts';
import { pause } from './pause.ts';
import { person } from './person.ts';
import { progress } from './progress.ts';
import { repeat } from './repeat.ts';
import { whoAmI } from './who-am-i.ts';

/** The ids of locale/words, and `opt-out`, which has rules of its own. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  help,
  repeat,
  audio,
  person,
  menu,
  homework,
  progress,
  language,
  pause,
  next,
  lesson: next,
  data,
  complaint,
  'who-am-i': whoAmI,
  'new-number': newNumber,
  'opt-in': optIn,
  'opt-out': optOut,
  done,
  hour,
};

export function isCommand(name: string): boolean {
  return Object.hasOwn(COMMANDS, name);
}

export function runCommand(d: Draft, name: string, message: Message, text: string): string {
  change(d, { strays: 0 });
  return COMMANDS[name]?.(d, message, text) ?? 'ignored';
}
