/** What assemble hands out: all that the command line may use of the house. */
export { RecadoError } from '../base/errors.ts';
export type { App } from './app.ts';
export { type Checked, checkPacks, playTranscripts } from './check.ts';
export { fixPacks } from './check-fix.ts';
export { explainIssue, liveCheck, toldFix } from './check-run.ts';
export { checkAsJson, toldCheck } from './check-told.ts';
export { type Compared, watchPacks } from './check-watch.ts';
export { checkUp } from './doctor.ts';
export { toldLive } from './live-told.ts';
export { rehearsal } from './rehearse.ts';
export { settings } from './settings.ts';
export { addProgrammeCommands } from './shell.ts';
export { open, start } from './start.ts';
export { chat, emulate } from './workshop.ts';
