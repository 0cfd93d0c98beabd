import { Command } from 'commander';
import { type App, addProgrammeCommands, open, settings } from '../assemble/index.ts';
import { addChat } from './chat.ts';
import { addCheck } from './check.ts';
import { addDoctor } from './doctor.ts';
import { addEmulate } from './emulate.ts';
import { addNew } from './new.ts';
import { addRehearse } from './rehearse.ts';
import { fail } from './say.ts';
import { addSchema } from './schema.ts';
import { addStart } from './start.ts';
import { addTest } from './test.ts';
import { addTranslate } from './translate.ts';

const program = new Command('recado')
  .description('A training programme inside a chat: lessons, homework, attendance and reminders.')
  .version('0.1.0')
  .showHelpAfterError();

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

let opened: App | undefined;
addProgrammeCommands(
  program,
  async () => (opened ??= (await open({ ...settings(), LOG_LEVEL: 'silent' })).app),
  (line) => console.log(line),
);

try {
  await program.parseAsync();
} catch (error) {
  fail(error);
} finally {
  await opened?.close();
}
