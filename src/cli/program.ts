import { Command } from 'commander';
import { type App, addProgrammeCommands, type Speaker, speakerHere, VERSION } from '../assemble/index.ts';
import { addBackup } from './backup.ts';
import { addChat } from './chat.ts';
import { addCheck } from './check.ts';
import { addDoctor } from './doctor.ts';
import { addEmulate } from './emulate.ts';
import { speakHelp } from './help.ts';
import { langOption } from './lang.ts';
import { addNew } from './new.ts';
import { addRehearse } from './rehearse.ts';
import { addSchema } from './schema.ts';
import { addStart } from './start.ts';
import { addTest } from './test.ts';
import { addTranslate } from './translate.ts';

/** The whole `recado` command. `open` opens the product when a command needs it; `say` prints a line. */
export function buildProgram(
  open: () => Promise<App>,
  say: (line: string) => void,
  speaker: () => Speaker = speakerHere,
): Command {
  const program = new Command('recado')
    .description('A training programme inside a chat: lessons, homework, attendance and reminders.')
    .version(VERSION)
    .addOption(langOption());
  speakHelp(program, speaker);
  addStart(program);
  addCheck(program);
  addNew(program);
  addSchema(program);
  addTest(program);
  addTranslate(program);
  addChat(program);
  addEmulate(program);
  addRehearse(program);
  addDoctor(program);
  addBackup(program);
  addProgrammeCommands(program, open, say, speaker);
  return program;
}
