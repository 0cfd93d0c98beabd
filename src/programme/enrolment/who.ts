import type { SqlRow } from '../../store/port.ts';
import { normalise } from '../../text/normalise.ts';

/** A person as a list may mean her. */
export interface Candidate {
  readonly id: string;
  name: string | null;
  readonly lane: string;
  state: string | null;
  cohort: string | null;
  group: string | null;
  readonly reason: string | null;
  /** She is about to be erased. */
  readonly blocked?: true;
  /** No phone reached her until now. */
  readonly phoneless?: true;
  /** Put here by an earlier row of the same list. */
  readonly fresh?: true;
}

export const candidateOf = (row: SqlRow): Candidate => ({
  id: String(row['id']),
  name: row['name'] as string | null,
  lane: String(row['lane_id']),
  state: row['state'] as string | null,
  cohort: row['cohort_id'] as string | null,
  group: row['group_id'] as string | null,
  reason: row['reason'] as string | null,
  ...(row['blocked_at'] == null ? {} : { blocked: true as const }),
});

/**
 * Of those reached at one phone, the one of that name; "Ana" and "Ana López" are one woman there, "Ana López" and "Ana Ruiz"
 * two. Else the only one there, if she never gave a name.
 */
export function sheAt(people: readonly Candidate[], name: string): Candidate | undefined {
  const said = normalise(name);
  const named = people.find((one) => one.name !== null && normalise(one.name) === said);
  if (named) return named;
  const alike = people.filter((one) => one.name !== null && isLonger(said, normalise(one.name)));
  if (alike.length === 1) return alike[0];
  return people.length === 1 && people[0]!.name === null ? people[0] : undefined;
}

export function isLonger(a: string, b: string): boolean {
  return a.startsWith(`${b} `) || b.startsWith(`${a} `);
}
