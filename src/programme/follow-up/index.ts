import type { Manifest } from '../manifest.ts';
import { ask } from './asked.ts';
import { call } from './call.ts';
import { digest } from './digest.ts';
import { look } from './look.ts';
import { monday } from './monday.ts';
import { followUpStart, night } from './nights.ts';
import { callListReport } from './report.ts';
import { callsAdd, callsList } from './routes.ts';
import { today } from './today.ts';
import { undoCall } from './undo.ts';
import { callVerb, greetVerb, todayVerb } from './verbs.ts';

export { call } from './call.ts';
export { callsQuery, toCall } from './calls.ts';
export { look } from './look.ts';
export { followUpStart } from './nights.ts';
export { packRules } from './pack-rules.ts';

/** Who may be lost, why, whom to call today, and what came of it. */
export const followUp = {
  name: 'follow-up',
  operations: [look, night, followUpStart, ask, today, call, undoCall, monday, digest],
  routes: [callsList, callsAdd],
  reports: [callListReport],
  staffVerbs: [todayVerb, callVerb, greetVerb],
} satisfies Manifest;
