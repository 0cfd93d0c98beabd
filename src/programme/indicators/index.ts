import type { Manifest } from '../manifest.ts';
import { indicatorsReport } from './report.ts';

/** What a funder asks: how many of how many. */
export const indicators = { name: 'indicators', reports: [indicatorsReport] } satisfies Manifest;
