import type { Millis } from '../../base/clock.ts';
import { MINUTE } from '../../base/clock.ts';

/** What is decided of an applicant. */
export const DECISIONS = ['selected', 'waitlisted', 'declined'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** Where an application stands: what was last decided, else how far the team has come with it. `withdrawn`: she has left. */
export const APPLICATION_STATES = ['applicant', 'visited', 'scored', ...DECISIONS, 'withdrawn'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** So long a decision can be taken back before she is told. */
export const TELL_AFTER: Millis = 10 * MINUTE;
