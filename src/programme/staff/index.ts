import type { Manifest } from '../manifest.ts';
import { staffAdd } from './add.ts';
import { staffEnd } from './end.ts';
import { staffFact } from './fact.ts';
import { staffList } from './list.ts';
import { staffOff, staffPut, staffRead, staffWithin } from './routes.ts';
import { staffScope } from './scope.ts';

export { staffAdd } from './add.ts';
export { staffEnd } from './end.ts';
export { type Listed, staffList } from './list.ts';
export { staffScope } from './scope.ts';

/** Staff: persons with a role, who answer learners from their own phones. */
export const staff = {
  name: 'staff',
  operations: [staffAdd, staffEnd, staffList, staffScope],
  routes: [staffRead, staffPut, staffOff, staffWithin],
  facts: [staffFact],
  // The conversation asks it for whom staff verbs work, and who answers a learner.
  needs: ['staff'],
} satisfies Manifest;
