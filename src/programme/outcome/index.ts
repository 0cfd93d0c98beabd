import type { Manifest } from '../manifest.ts';
import { outcomeAdd } from './add.ts';
import { outcomesReport } from './report.ts';
import { outcomesAdd, outcomesList, outcomesUndo } from './routes.ts';
import { outcomeUndo } from './undo.ts';
import { outcomeVerb } from './verb.ts';

export { outcomeAdd } from './add.ts';
export { EVIDENCE, type Evidence, KINDS, type OutcomeKind } from './kinds.ts';
export { outcomesQuery } from './list.ts';
export { outcomeUndo } from './undo.ts';

/** What came of taking part: businesses, registrations, jobs, each with its day and how it is known. */
export const outcome = {
  name: 'outcome',
  operations: [outcomeAdd, outcomeUndo],
  routes: [outcomesList, outcomesAdd, outcomesUndo],
  reports: [outcomesReport],
  staffVerbs: [outcomeVerb],
} satisfies Manifest;
