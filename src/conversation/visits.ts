import { VISIT_KINDS } from '../programme/visit/kinds.ts';
import type { Draft } from './draft.ts';
import { invitationOf } from './invitation.ts';
import { system } from './speech.ts';
import { tellUnasked } from './unasked.ts';
import { whenWords } from './when.ts';

export { VISIT_KINDS };

/** What she is told of a visit to her. */
export interface VisitNews {
  readonly what: 'planned' | 'moved' | 'cancelled';
  readonly kind: (typeof VISIT_KINDS)[number];
  readonly at: number;
  /** First name of who comes; '' where nobody in person entered it. */
  readonly by: string;
}

/** When somebody of the team comes to see her. It need not wake her. */
export function tellVisit(d: Draft, { what, kind, at, by }: VisitNews): string {
  if (invitationOf(d)) return 'invited';
  d.kind = 'reminder';
  const vars = { by: by || system(d, 'visit.someone').text, ...whenWords(d, at) };
  const words = system(d, what === 'planned' ? `visit.say-planned-${kind}` : `visit.say-${what}`, vars);
  return tellUnasked(d, { ...words, until: at }, 'nudge');
}
