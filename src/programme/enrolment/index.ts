import type { Manifest } from '../manifest.ts';
import { enrolMany } from './many.ts';
import { enrol } from './one.ts';
import { enrolPlace } from './place.ts';
import { peopleEnrol } from './routes.ts';
import { invitationWrong } from './wrong.ts';

export { ENROL_MOST, type EnrolOutcome, type EnrolRow, enrolRow } from './input.ts';
export { enrolMany } from './many.ts';
export { type Enrolled, enrol } from './one.ts';

/** How somebody comes to be in a programme when others put her there: by a list, a shell, a phone of the team. */
export const enrolment = {
  name: 'enrolment',
  operations: [enrolMany, enrol, enrolPlace, invitationWrong],
  routes: [peopleEnrol],
} satisfies Manifest;
