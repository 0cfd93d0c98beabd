import type { Manifest } from '../manifest.ts';
import { retentionStart } from './start.ts';
import { retentionStep } from './step.ts';

export { daysIn, daysQuery } from './days.ts';
export { beforeOf, countQuery, RULES } from './rules.ts';
export { retentionStart } from './start.ts';

/** What machinery leaves behind, and words of messages, are not kept for ever: every night, in small steps. */
export const retention = { name: 'retention', operations: [retentionStart, retentionStep] } satisfies Manifest;
