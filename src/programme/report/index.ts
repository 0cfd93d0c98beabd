import type { Manifest } from '../manifest.ts';
import type { ReportKind } from '../report.ts';
import { reportRoutes } from './routes.ts';

export { reportCsv } from './files.ts';
export { reportJson } from './json.ts';
export { pseudonyms, secretIn, secretQuery } from './pseudonym.ts';
export { kindNamed } from './routes.ts';
export { runReport } from './run.ts';
export { reportText } from './text.ts';
export { type Wanted, wantedFields } from './wanted.ts';
export { reportXlsx } from './xlsx.ts';

/** What all reports share: whom they are about, what may be told to whom, and the forms they are given out in. */
export const reporting = (kinds: () => readonly ReportKind[]): Manifest => ({
  name: 'report',
  routes: reportRoutes(kinds),
});
