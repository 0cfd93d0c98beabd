import type { StaffVerb } from '../manifest.ts';
import { STEERS } from '../target.ts';
import { enrolSaid } from './said.ts';

/** A number, or that there is none: not what a learner answers. */
const LISTED = /\d(?:[ \t().-]*\d){6,}|\bsin tel|^[a-z0-9]+-[a-z0-9-]+\s*[:\n]/iu;

/** `INSCRIBIR grupo-a`, and under it names and numbers. */
export const inscribe: StaffVerb = {
  name: 'inscribe',
  takes: 'words',
  roles: STEERS,
  looks: LISTED,
  act: ({ rest }) =>
    rest.trim() === ''
      ? { lines: [{ key: 'inscribe.how', vars: { known: 'grupo-a' } }] }
      : {
          effect: { kind: 'job', payload: { operation: enrolSaid.name, input: { words: rest.slice(0, 8_000) } } },
          lines: [],
        },
};
