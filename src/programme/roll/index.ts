import type { Manifest } from '../manifest.ts';
import { asked } from './asked.ts';
import { conflictsSaid } from './conflicts.ts';
import { attendanceReport } from './report.ts';
import { routes } from './routes.ts';
import { saidRoll } from './said-roll.ts';
import { settle } from './settle.ts';
import { take } from './take.ts';
import { rollUndo } from './undo.ts';
import { absentVerb, conflictsVerb, rollVerb, settleVerb } from './verbs.ts';

export { rosterPaper } from './roster.ts';

/** The roll call: who was there, by whoever stood in front of them. */
export const roll = {
  name: 'roll',
  operations: [asked, saidRoll, take, settle, rollUndo, conflictsSaid],
  routes,
  reports: [attendanceReport],
  staffVerbs: [rollVerb, absentVerb, settleVerb, conflictsVerb],
} satisfies Manifest;
