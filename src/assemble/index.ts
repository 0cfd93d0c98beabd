/** What assemble hands out: all that the command line may use of the house. */
export { RecadoError } from '../base/errors.ts';
export type { App } from './app.ts';
export { checkPacks, playTranscripts } from './check.ts';
export { checkUp } from './doctor.ts';
export { rehearsal } from './rehearse.ts';
export { settings } from './settings.ts';
export { addProgrammeCommands } from './shell.ts';
export { open, start } from './start.ts';
export { chat, emulate } from './workshop.ts';
