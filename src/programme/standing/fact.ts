import type { Json } from '../../base/json.ts';
import type { SqlRow } from '../../store/port.ts';
import type { PublishedFact } from '../manifest.ts';

/** A rest that the team gave her or her cohort. Local days, both included. */
export interface TeamPause {
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

export const PAUSES = 'pauses';

/** The fact `pauses`; none where it was not loaded. */
export function pausesIn(facts: Readonly<Record<string, Json>>): readonly TeamPause[] {
  return (facts[PAUSES] ?? []) as unknown as readonly TeamPause[];
}

/** As the store hands them out, before facts are made of them. */
export function pausesOf(rows: readonly SqlRow[] | undefined): readonly TeamPause[] {
  return (rows ?? []).map((row) => ({
    from: String(row['from_day']),
    to: String(row['to_day']),
    why: String(row['why']),
  }));
}

export const pauses: PublishedFact = {
  source: {
    name: PAUSES,
    query: {
      sqlite: `select from_day, to_day, why from pause where person_id = @person and ended_at is null
        union all
        select p.from_day, p.to_day, p.why from roster r join pause p on p.cohort_id = r.cohort_id
        where r.person_id = @person and r.until is null and p.ended_at is null
        order by 1, 2`,
    },
  },
  type: 'list',
  value: (rows) => pausesOf(rows).map((pause) => ({ ...pause })),
};
