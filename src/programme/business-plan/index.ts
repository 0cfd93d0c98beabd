import type { Manifest } from '../manifest.ts';
import { planGet, planPdf } from './routes.ts';

export { planOf, planQueries } from './sections.ts';
export { planSheet } from './sheet.ts';

/** The business plan that grows with her homework: one section at a time, to be printed at any moment. */
export const businessPlan = { name: 'business-plan', routes: [planGet, planPdf] } satisfies Manifest;
