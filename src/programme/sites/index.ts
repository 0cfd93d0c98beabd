import type { Manifest } from '../manifest.ts';
import { sitesReport } from './report.ts';

/** Communities and villages as units of their own. */
export const sites = { name: 'sites', reports: [sitesReport] } satisfies Manifest;
