import type { Millis } from '../../base/clock.ts';
import type { AnyOperation, Query } from '../../store/port.ts';
import type { By } from '../audit.ts';
import type { EnrolRow, Planned } from './planned.ts';
import type { Problem, ProblemCode } from './problem.ts';

/** What becomes of a row when it is enrolled, as the enrolment of many says it (programme/enrolment). */
export type Outcome =
  | {
      readonly did: 'invited' | 'consented' | 'moved' | 'already';
      readonly person: string;
      readonly created: boolean;
      readonly shared?: true;
      readonly silent?: true;
    }
  | { readonly did: 'refused'; readonly why: string; readonly person?: string };

export interface EnrolManyGiven {
  readonly programme: string;
  readonly rows: readonly EnrolRow[];
  readonly place: { readonly channel: string; readonly ourNumber: string };
  readonly by: By;
  readonly workspace: string;
}

/** The operation that enrols a list: EnrolManyGiven → Outcomes. It is given, since a capability knows no other. */
export type EnrolMany = AnyOperation;

/** A slice of a list as its operations get it. */
export interface Slice {
  readonly programme: string;
  readonly rows: readonly Planned[];
  readonly place: EnrolManyGiven['place'];
  readonly by: By;
  readonly workspace: string;
}

/** At most so many rows in a commit: the enrolment takes no more, and the one writer is held some 50 ms by them. */
export const SLICE = 500;

const given = ({ programme, rows, place, by, workspace }: Slice): EnrolManyGiven => ({
  programme,
  rows: rows.map(({ row }) => row),
  place,
  by,
  workspace,
});

/** What the enrolment of a slice reads. */
export const readsOf = (enrol: EnrolMany): Readonly<Record<string, (slice: Slice, now: Millis) => Query>> =>
  Object.fromEntries(
    Object.entries(enrol.reads).map(([name, make]) => [name, (slice: Slice, now: Millis) => make(given(slice), now)]),
  );

export interface Enrolled {
  /** One a row, in their order. */
  readonly outcomes: readonly Outcome[];
  readonly statements: readonly Query[];
}

/** Enrols a slice. */
export function enrolled(
  enrol: EnrolMany,
  loaded: Parameters<AnyOperation['decide']>[0],
  slice: Slice,
  at: Parameters<AnyOperation['decide']>[2],
): Enrolled {
  const { output, statements = [] } = enrol.decide(loaded, given(slice), at);
  return { outcomes: output as readonly Outcome[], statements };
}

const WHY: Readonly<Record<string, ProblemCode>> = {
  erased: 'erased',
  'said-no': 'said-no',
  'wrong-number': 'wrong-number',
  'cohort-unknown': 'cohort-unknown',
  'group-unknown': 'group-unknown',
};

export const refusal = (
  line: number,
  { why, person }: { readonly why: string; readonly person?: string },
): Problem => ({
  line,
  code: WHY[why] ?? 'said-no',
  ...(why.endsWith('-unknown') ? { vars: { known: '' } } : {}),
  ...(person === undefined ? {} : { person }),
});
