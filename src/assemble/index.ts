/** What assemble hands out: all that the command line may use of the house. */
export { RecadoError } from '../base/errors.ts';
export { TONGUES } from '../locale/tongue.ts';
export { Trouble } from '../workshop/transcript/trouble.ts';
export type { App } from './app.ts';
export { backupNow, restoreFrom } from './backup-run.ts';
export { lookBeside } from './beside.ts';
export { type Checked, checkPacks, type Folders } from './check.ts';
export { fixPacks } from './check-fix.ts';
export { explainIssue, liveCheck, toldFix } from './check-run.ts';
export { checkAsJson, toldCheck } from './check-told.ts';
export { type Compared, watchPacks } from './check-watch.ts';
export { checkUp } from './doctor.ts';
export { toldLive } from './live-told.ts';
export { type Made, makeNew, type NewOptions, SCAFFOLDS, type Scaffold } from './new.ts';
export { coverage, playTranscripts } from './play.ts';
export { NETWORKS, type Network, rehearsal } from './rehearse.ts';
export { writeSchemas } from './schema.ts';
export { settings } from './settings.ts';
export { addProgrammeCommands } from './shell.ts';
export { open, start } from './start.ts';
export { type Speaker, speakerHere, speakerIn } from './tongue.ts';
export { VERSION } from './top.ts';
export {
  extract,
  FORMATS,
  type Format,
  type Imported,
  importTranslation,
  programmesIn,
  type Standing,
  translationStatus,
} from './translating.ts';
export { explorePacks, segmentTables, toldSegments } from './turns.ts';
export { chat, emulate } from './workshop.ts';
