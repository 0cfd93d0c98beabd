import type { Manifest } from '../manifest.ts';
import { enterpriseFact } from './fact.ts';
import { householdSave } from './household.ts';
import { enterprisesList, enterprisesSave, householdsSave } from './routes.ts';
import { enterpriseSave } from './save.ts';

export { householdSave } from './household.ts';
export { enterpriseSave } from './save.ts';

/** What persons belong to beside the programme: a business, which a family may run together, and a household. */
export const enterprise = {
  name: 'enterprise',
  operations: [enterpriseSave, householdSave],
  facts: [enterpriseFact],
  routes: [enterprisesList, enterprisesSave, householdsSave],
} satisfies Manifest;
