import type { Manifest } from '../manifest.ts';
import { unitNew } from './new.ts';
import { unitPlace } from './place.ts';
import { unitsList, unitsNew, unitsPlace } from './routes.ts';

export { UNIT_KINDS, type UnitKind, unitNew } from './new.ts';
export { unitPlace } from './place.ts';

/** Partners, sites, stages and groups: whom a programme works with, where and when. */
export const unit = {
  name: 'unit',
  operations: [unitNew, unitPlace],
  routes: [unitsList, unitsNew, unitsPlace],
} satisfies Manifest;
