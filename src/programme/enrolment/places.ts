import type { SqlRow } from '../../store/port.ts';
import type { EnrolManyInput, EnrolRow } from './input.ts';
import type { Ledger } from './ledger.ts';

/** Ids of the cohort and the group that a row names. */
export interface Place {
  readonly cohort?: string;
  readonly group?: string;
}

/** The cohorts and groups of a list, and the numbers on their rosters. */
export class Places {
  readonly #cohorts: Map<string, { readonly id: string; last: number }>;
  readonly #groups: readonly { readonly id: string; readonly name: string; readonly cohort: string | null }[];
  readonly #seats: Map<string, number>;
  readonly #ledger: Ledger;
  readonly #given: Pick<EnrolManyInput, 'workspace'>;
  readonly #now: number;

  constructor(
    loaded: Readonly<Record<string, readonly SqlRow[]>>,
    ledger: Ledger,
    given: Pick<EnrolManyInput, 'workspace'>,
    { now }: { readonly now: number },
  ) {
    this.#ledger = ledger;
    this.#given = given;
    this.#now = now;
    this.#cohorts = new Map(
      (loaded['cohorts'] ?? []).map((row) => [
        String(row['name']),
        { id: String(row['id']), last: Number(row['last'] ?? 0) },
      ]),
    );
    this.#groups = (loaded['groups'] ?? []).map((row) => ({
      id: String(row['id']),
      name: String(row['name']),
      cohort: row['cohort_id'] as string | null,
    }));
    this.#seats = new Map(
      (loaded['seats'] ?? []).map((row) => [`${row['cohort_id']} ${row['person_id']}`, Number(row['number'])]),
    );
  }

  of({ cohort, group }: EnrolRow): Place | { readonly why: 'cohort-unknown' | 'group-unknown' } {
    const id = cohort === undefined ? undefined : this.#cohorts.get(cohort)?.id;
    if (cohort !== undefined && id === undefined) return { why: 'cohort-unknown' };
    if (group === undefined) return id === undefined ? {} : { cohort: id };
    const found = this.#groups.filter((one) => one.name === group && (id === undefined || one.cohort === id));
    if (found.length !== 1) return { why: 'group-unknown' };
    const of = id ?? found[0]!.cohort ?? undefined;
    return { ...(of === undefined ? {} : { cohort: of }), group: found[0]!.id };
  }

  /**
   * Numbers are given in order and never again, so that a roll called by numbers stays true. `again`: she left and comes back,
   * under her old number.
   */
  seat(
    { cohort }: Place,
    person: string,
    again: boolean,
  ): { readonly number: number; readonly isNew: boolean } | undefined {
    if (cohort === undefined) return undefined;
    const key = `${cohort} ${person}`;
    const seated = this.#seats.get(key);
    if (seated !== undefined && !again) return { number: seated, isNew: false };
    const number = seated ?? this.#next(cohort);
    this.#seats.set(key, number);
    this.#ledger.add('roster', cohort, person, this.#given.workspace, number, this.#now);
    return { number, isNew: seated === undefined };
  }

  #next(cohort: string): number {
    const roll = [...this.#cohorts.values()].find(({ id }) => id === cohort)!;
    roll.last += 1;
    return roll.last;
  }
}
