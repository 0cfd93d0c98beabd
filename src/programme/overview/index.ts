import type { Manifest } from '../manifest.ts';
import { programmesList } from './programmes.ts';
import { totals } from './totals.ts';

/** A programme as a whole. */
export const overview = { name: 'overview', routes: [programmesList, totals] } satisfies Manifest;
