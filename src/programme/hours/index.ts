import type { Manifest } from '../manifest.ts';
import { hoursAdd, hoursTakeBack } from './add.ts';
import { hoursOfEachReport, hoursReport } from './report.ts';
import { hoursCreate, hoursDelete, hoursList } from './routes.ts';

export { hoursAdd, hoursTakeBack } from './add.ts';

/** Training and support hours: one sum over sessions, visits and what is entered by hand. */
export const hours = {
  name: 'hours',
  operations: [hoursAdd, hoursTakeBack],
  routes: [hoursList, hoursCreate, hoursDelete],
  reports: [hoursReport, hoursOfEachReport],
} satisfies Manifest;
