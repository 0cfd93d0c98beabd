import type { Manifest } from '../manifest.ts';
import { cohortFact } from './fact.ts';
import { cohortNew } from './new.ts';
import { cohortsList, cohortsNew } from './routes.ts';

export { cohortInput, cohortNew } from './new.ts';

/** Groups that go through a programme together: their sessions and roster. */
export const cohort = {
  name: 'cohort',
  operations: [cohortNew],
  routes: [cohortsList, cohortsNew],
  facts: [cohortFact],
  // The conversation asks it to know whether lessons come by themselves.
  needs: ['cohort'],
} satisfies Manifest;
