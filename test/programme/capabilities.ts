import { certificate } from '../../src/programme/certificate/index.ts';
import { checkIn } from '../../src/programme/check-in/index.ts';
import { cohort } from '../../src/programme/cohort/index.ts';
import { handoff } from '../../src/programme/handoff/index.ts';
import { homework } from '../../src/programme/homework/index.ts';
import type { Handlers, Manifest } from '../../src/programme/manifest.ts';
import { sessionReminder } from '../../src/programme/session-reminder/index.ts';
import { staff } from '../../src/programme/staff/index.ts';
import { survey } from '../../src/programme/survey/index.ts';
import { CORE_FACTS } from '../../src/turn/facts.ts';
import { CORE_HANDLERS } from '../../src/turn/handlers/index.ts';

/** All capabilities, as `assemble` collects them. */
export const CAPABILITIES: readonly Manifest[] = [
  homework,
  checkIn,
  survey,
  handoff,
  certificate,
  cohort,
  sessionReminder,
  staff,
];

export const VERBS = CAPABILITIES.flatMap((one) => one.steps ?? []);
export const KINDS = CAPABILITIES.flatMap((one) => one.files ?? []);
export const FACTS = [...CORE_FACTS, ...CAPABILITIES.flatMap((one) => one.facts ?? [])];
export const STAFF_VERBS = CAPABILITIES.flatMap((one) => one.staffVerbs ?? []);
export const LISTENERS = CAPABILITIES.flatMap((one) => one.listeners ?? []);

/** Every kind of effect has its handler, or this does not compile. */
export const HANDLERS: Handlers = {
  ...CORE_HANDLERS,
  ...homework.effects,
  ...checkIn.effects,
  ...survey.effects,
  ...handoff.effects,
  ...certificate.effects,
  ...sessionReminder.effects,
};
