import type { StaffVerb } from '../manifest.ts';
import { undoByCode } from './by-code.ts';

/** `DESHACER 4821`. */
export const undoVerb: StaffVerb = {
  name: 'undo',
  takes: 'number',
  follows: true,
  act({ rest }) {
    const digits = /^\D*(\d{4})\s*$/.exec(rest)?.[1];
    if (digits === undefined) return { lines: [{ key: 'undo.which', vars: {} }] };
    return {
      effect: { kind: 'job', payload: { operation: undoByCode.name, input: { code: Number(digits) } } },
      lines: [],
    };
  },
};
