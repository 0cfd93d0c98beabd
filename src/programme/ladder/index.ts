import type { Manifest } from '../manifest.ts';
import { ladderReport } from './report.ts';
import { ladderSetRoute } from './routes.ts';
import { ladderSet } from './set.ts';

export { ladderSet } from './set.ts';
export { STEPS } from './steps.ts';

/** From access to well-being: where she stands with her telephone, judged by herself in a survey or by the team. */
export const ladder = {
  name: 'ladder',
  operations: [ladderSet],
  routes: [ladderSetRoute],
  reports: [ladderReport],
} satisfies Manifest;
