import type { Manifest } from '../manifest.ts';
import type { ReportKind } from '../report.ts';
import { monthFreeze } from './freeze.ts';
import { monthRoutes } from './routes.ts';

export { type Month, monthOf } from './give.ts';

/** One page a month, kept as it was given out. It is put together of the other reports. */
export const monthly = (kinds: () => readonly ReportKind[]): Manifest => ({
  name: 'month',
  operations: [monthFreeze],
  routes: monthRoutes(kinds),
});
