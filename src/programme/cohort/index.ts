import type { Manifest } from '../manifest.ts';
import { enrol } from './enrol.ts';
import { cohortFact } from './fact.ts';
import { cohortNew } from './new.ts';
import { cohortsList, cohortsNew, peopleEnrol, sessionsList } from './routes.ts';

export { type Enrolled, enrol } from './enrol.ts';
export { cohortInput, cohortNew } from './new.ts';

/** Groups that go through a programme together: their sessions, words and roster. */
export const cohort = {
  name: 'cohort',
  operations: [cohortNew, enrol],
  routes: [cohortsList, cohortsNew, sessionsList, peopleEnrol],
  facts: [cohortFact],
  // The conversation asks it to know whether lessons come by themselves.
  needs: ['cohort'],
} satisfies Manifest;
