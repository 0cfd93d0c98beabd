import type { Programme } from '../flow/programme.ts';
import { normalise } from '../text/normalise.ts';
import { change, type Draft, effect } from './draft.ts';

/** The join word, and the cohort that may stand behind it: `MITIERRA GRUPO-A`, as the QR of a card says it. */
export interface JoinSaid {
  readonly programme: Programme;
  readonly cohort?: string;
}

/** Words behind the join word that may name a cohort. */
const COHORT_WORDS = 3;

/** With more behind it only the join word itself counts: a programme's name may be the name of a place. */
export function joinSaid(d: Pick<Draft, 'deps'>, text: string): JoinSaid | undefined {
  const { library } = d.deps;
  const whole = library.joining(text);
  if (whole) return { programme: whole };
  const [, first = '', rest = ''] = /^\s*(\S+)\s+(\S[\s\S]*)$/.exec(text) ?? [];
  const programme = library.joining(first);
  if (!programme || normalise(programme.join) !== normalise(first)) return undefined;
  const words = normalise(rest).split(' ');
  return words.length > COHORT_WORDS ? undefined : { programme, cohort: words.join('-') };
}

/** Whether there is such a cohort a turn cannot see: she is put into it right after, unless somebody has put her into one. */
export function placeBy(d: Draft, { programme, cohort }: JoinSaid): void {
  if (cohort === undefined) return;
  const { journey } = d.conversation;
  // Where the team chooses, asking for a cohort is no place in it.
  if (programme.selection && journey) {
    change(d, { journey: { ...journey, wants: cohort } });
    return;
  }
  const input = { programme: programme.programme, cohort, person: d.person.id };
  effect(d, { kind: 'job', personId: d.person.id, operation: 'enrol.place', input });
}
