import type { Manifest } from '../manifest.ts';
import { listed } from './listed.ts';
import { enrolMany } from './many.ts';
import { enrol } from './one.ts';
import { enrolPlace } from './place.ts';
import { peopleEnrol } from './routes.ts';
import { enrolSaid } from './said.ts';
import { enrolUndo } from './undo.ts';
import { inscribe } from './verbs.ts';
import { invitationWrong } from './wrong.ts';

export type { EnrolOutcome } from './input.ts';
export { enrolMany } from './many.ts';
export { type Enrolled, enrol } from './one.ts';

/** How somebody comes to be in a programme when others put her there: by a list, a shell, a phone of the team. */
export const enrolment = {
  name: 'enrolment',
  operations: [enrolMany, enrol, enrolPlace, invitationWrong, enrolSaid, listed, enrolUndo],
  staffVerbs: [inscribe],
  routes: [peopleEnrol],
} satisfies Manifest;
