import type { Manifest } from '../manifest.ts';
import { add } from './add.ts';
import { cancel } from './cancel.ts';
import { copy } from './copy.ts';
import { sessionAsked } from './effect.ts';
import { eventsFact, zoneFact } from './fact.ts';
import { invite } from './invite.ts';
import { move } from './move.ts';
import { prepare } from './prepare.ts';
import { drawAhead } from './print-words.ts';
import { reflect } from './reflect.ts';
import { eventsReport } from './report.ts';
import { restore } from './restore.ts';
import { ROUTES } from './routes.ts';
import { setSession } from './set.ts';
import { listComing, show } from './show.ts';
import { signUp } from './sign-up.ts';
import { tell } from './tell.ts';
import { undo } from './undo.ts';
import { sessionsVerb, sessionVerb } from './verbs.ts';

export { add } from './add.ts';
export { cancel } from './cancel.ts';
export { copy } from './copy.ts';
export { move } from './move.ts';
export { drawAhead } from './print-words.ts';
export { restore } from './restore.ts';
export { setSession } from './set.ts';
export { SESSION_SQL, shownSession } from './shape.ts';

/** Sessions of a cohort as they are moved, cancelled and added, and the events that people sign up to. */
export const session = {
  name: 'session',
  effects: { 'session.asked': sessionAsked },
  operations: [
    move,
    cancel,
    restore,
    undo,
    add,
    copy,
    setSession,
    tell,
    prepare,
    drawAhead,
    invite,
    signUp,
    reflect,
    show,
    listComing,
  ],
  staffVerbs: [sessionVerb, sessionsVerb],
  routes: ROUTES,
  reports: [eventsReport],
  facts: [eventsFact, zoneFact],
  needs: ['events', 'zone'],
} satisfies Manifest;
