import type { Manifest } from '../manifest.ts';
import { decide } from './decide.ts';
import { apply } from './effect.ts';
import {
  applicationDecide,
  applicationScore,
  applicationsList,
  applicationUndo,
  applicationVisit,
  applicationVisits,
  selectionRead,
} from './routes.ts';
import { score } from './score.ts';
import { tell } from './tell.ts';
import { undo } from './undo.ts';
import { choose, dontChoose, scoreVerb, undoVerb, waitlist } from './verbs.ts';
import { visit } from './visit.ts';

export { type Application, applicationOf, applicationsQuery, inOrder } from './applications.ts';
export { decide } from './decide.ts';
export { type Funnel, funnelOf, funnelQuery } from './funnel.ts';
export { pointsOf } from './lines.ts';
export { score } from './score.ts';
export { APPLICATION_STATES, DECISIONS } from './state.ts';
export { undo } from './undo.ts';
export { visit } from './visit.ts';
export { visitShown, visitsQuery } from './visits.ts';

/** Who asks to be let in: seen, scored by the programme's criteria, and chosen by whoever answers for it. */
export const selection = {
  name: 'selection',
  effects: { 'application.apply': apply },
  operations: [visit, score, decide, undo, tell],
  routes: [
    applicationsList,
    selectionRead,
    applicationVisits,
    applicationVisit,
    applicationScore,
    applicationDecide,
    applicationUndo,
  ],
  staffVerbs: [scoreVerb, choose, waitlist, dontChoose, undoVerb],
} satisfies Manifest;
