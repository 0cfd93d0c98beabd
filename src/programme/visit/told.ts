import { eventRow } from '../../store/event-row.ts';
import type { RowWrite } from '../../store/port.ts';
import type { StaffLine } from '../manifest.ts';
import type { VisitKind } from './kinds.ts';
import type { Visited } from './whom.ts';

/** What somebody is told of a visit to her. */
export interface Told {
  readonly what: 'planned' | 'moved' | 'cancelled';
  readonly kind: VisitKind;
  readonly at: number;
  /** First name of who comes; '' where nobody in person entered it. */
  readonly by: string;
  readonly private: boolean;
}

/**
 * Each is told once, so that somebody is at home: not where she said that it is not safe to write to her, and nothing of a
 * private visit on a phone that others read. Who planned it reads whom she has to tell herself. Of the others it is said that
 * they will hear of it, never that they have: what may keep it from one of them is her own affair.
 */
export function tell(
  people: readonly Visited[],
  { what, kind, at, by, private: isPrivate }: Told,
  on: { readonly workspace: string; readonly now: number },
): { readonly rows: readonly RowWrite[]; readonly lines: readonly StaffLine[]; readonly told: number } {
  const far = people.filter((person) => !person.reached);
  const unsafe = people.filter((person) => person.reached && person.unsafe);
  const shared = people.filter((person) => person.reached && !person.unsafe && isPrivate && person.shared);
  const told = people.filter((person) => ![...far, ...unsafe, ...shared].includes(person));
  const resting = told.filter((person) => person.resting);
  const soon = told.filter((person) => !person.resting);
  const names = (some: readonly Visited[]) => some.map(({ name }) => name).join(', ');
  const line = (key: string, some: readonly Visited[]): StaffLine[] =>
    some.length === 0 ? [] : [{ key: `visit.${key}`, vars: { who: names(some), n: some.length } }];
  return {
    rows: told.map((person) => eventRow(person, 'visit.told', { what, kind, at, by }, on)),
    lines: [
      ...line(soon.length > MANY ? 'they-know' : 'she-knows', soon),
      ...line('she-rests', resting),
      ...line('not-told-reach', far),
      ...line('not-told-unsafe', unsafe),
      ...line('not-told-shared', shared),
    ],
    told: told.length,
  };
}

/** More names than that are a number. */
const MANY = 4;
