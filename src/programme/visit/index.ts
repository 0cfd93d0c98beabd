import type { Manifest } from '../manifest.ts';
import { cancel } from './cancel.ts';
import { COMMITMENTS, commitmentsFact } from './commitments.ts';
import { commitmentSaid, staffFiles } from './effect.ts';
import { mine } from './mine.ts';
import { more } from './more.ts';
import { open } from './open.ts';
import { plan } from './plan.ts';
import { record } from './record.ts';
import { counsellingReport } from './report.ts';
import { commitmentsList, commitmentsSettle, visitsCancel, visitsList, visitsPlan, visitsRecord } from './routes.ts';
import { settle } from './settle.ts';
import { undo } from './undo.ts';
import { visitVerb } from './verb.ts';

export { cancel as visitCancel } from './cancel.ts';
export { plan as visitPlan } from './plan.ts';
export { record as visitRecord } from './record.ts';

/** Visits and counselling: planned, made, what was seen and agreed, and what became of it. */
export const visit = {
  name: 'visit',
  operations: [plan, record, more, cancel, open, mine, settle, undo],
  effects: { 'staff.files': staffFiles, 'commitment.said': commitmentSaid },
  facts: [commitmentsFact],
  staffVerbs: [visitVerb],
  routes: [visitsList, visitsPlan, visitsRecord, visitsCancel, commitmentsList, commitmentsSettle],
  reports: [counsellingReport],
  needs: [COMMITMENTS],
} satisfies Manifest;
