import type { Manifest } from '../manifest.ts';
import { caseOpen } from './effect.ts';
import { handoffVerb } from './verb.ts';

/** People answer people: a case with a number, an owner and an end. */
export const handoff = {
  name: 'handoff',
  steps: [handoffVerb],
  effects: { 'case.open': caseOpen },
} satisfies Manifest;
