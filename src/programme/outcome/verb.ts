import type { Json } from '../../base/json.ts';
import type { StaffActed, StaffVerb } from '../manifest.ts';
import { outcomeAdd, RECORDERS } from './add.ts';
import { outcomeSaid } from './said.ts';

/** `LOGRO Ana registró su negocio`, `LOGRO Ana 2 empleos`, with a photo of the paper if there is one. */
export const outcomeVerb: StaffVerb = {
  name: 'outcome',
  takes: 'words',
  roles: RECORDERS,
  looks: /^\p{L}.*\p{L}/u,
  act(said): StaffActed {
    const found = outcomeSaid(said.rest);
    if (!found) return { lines: [{ key: 'outcome.how', vars: {} }] };
    const { who, kind, count, evidence } = found;
    const input: Record<string, Json> = {
      who,
      kind,
      count: Math.max(1, count),
      ...(evidence ? { evidence } : {}),
      by: { kind: 'staff', id: said.me.id },
    };
    const operation = outcomeAdd.name;
    if (said.media.length === 0) return { effect: { kind: 'job', payload: { operation, input } }, lines: [] };
    return {
      effect: { kind: 'staff.files', payload: { operation, input, kinds: said.media.map(({ kind: is }) => is) } },
      lines: [],
    };
  },
};
