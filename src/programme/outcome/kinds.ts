/** What may come of taking part. */
export const KINDS = ['business-created', 'registered', 'self-employed', 'job-direct', 'job-indirect'] as const;
export type OutcomeKind = (typeof KINDS)[number];

/** How it is known, weakest first: she said so, there is a paper, somebody went and saw. */
export const EVIDENCE = ['self-report', 'document', 'visit'] as const;
export type Evidence = (typeof EVIDENCE)[number];

/** Of these there may be several; the others are so or not. */
export const JOBS: readonly OutcomeKind[] = ['job-direct', 'job-indirect'];
/** Of the enterprise, where she has one, so that a family's counts once. */
export const OF_ENTERPRISE: readonly OutcomeKind[] = ['business-created', 'registered', ...JOBS];
