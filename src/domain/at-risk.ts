import { DAY, type Millis } from '../base/clock.ts';

/** Why somebody may be lost. `pack`: a rule of her programme (`at_risk`), whose words stand beside it. */
export const RISK_RULES = ['sessions', 'homework', 'silent', 'undelivered', 'unopened', 'pack'] as const;
export type RiskRule = (typeof RISK_RULES)[number];

/** Sessions missed one after the other. */
export const MISSED_IN_A_ROW = 2;

/** So long without a pause (FIELD's chain message, call, visit begins there): past a due day, without a word of hers, … */
export const RISK_AFTER: Readonly<Record<'homework' | 'silent' | 'undelivered' | 'unopened', Millis>> = {
  homework: 7 * DAY,
  silent: 10 * DAY,
  undelivered: 3 * DAY,
  unopened: 5 * DAY,
};

/** Of two with as many reasons, the one with the worse is called first. */
export const RISK_WEIGHT: Readonly<Record<RiskRule, number>> = {
  sessions: 5,
  undelivered: 4,
  silent: 4,
  pack: 3,
  homework: 2,
  unopened: 1,
};

/** What came of a call, as `LLAME 7 2` numbers them from 1; `greeted` is a kind message in its place. */
export const CALL_OUTCOMES = ['talked', 'no-answer', 'later', 'leaves', 'wrong'] as const;
export const OUTCOMES = [...CALL_OUTCOMES, 'greeted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whoever was spoken with stands on no list for so long. */
export const CALLED_LASTS: Millis = 3 * DAY;
