import type { StaffVerb } from '../manifest.ts';
import { STEERS } from '../target.ts';
import { enrolSaid } from './said.ts';
import { enrolUndo } from './undo.ts';

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

/** `DESHACER 4821`. */
export const undo: StaffVerb = {
  name: 'inscribe-undo',
  takes: 'number',
  roles: STEERS,
  follows: true,
  act({ rest }) {
    const digits = /^\D*(\d{4})\s*$/.exec(rest)?.[1];
    if (digits === undefined) return { lines: [{ key: 'inscribe.undo-which', vars: {} }] };
    return {
      effect: { kind: 'job', payload: { operation: enrolUndo.name, input: { code: Number(digits) } } },
      lines: [],
    };
  },
};
