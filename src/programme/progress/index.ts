import type { Manifest } from '../manifest.ts';
import { progressReport } from './report.ts';

/** How far people are. */
export const progress = { name: 'progress', reports: [progressReport] } satisfies Manifest;
