import type { Query, SqlRow } from '../../store/port.ts';
import { applicationsQuery, type Sought } from './applications.ts';
import { DECISIONS } from './state.ts';

/** How many came how far, each of all who applied; those who left stand in `withdrawn` and nowhere among the decided. */
export interface Funnel {
  readonly applicants: number;
  readonly visited: number;
  readonly scored: number;
  readonly selected: number;
  readonly waitlisted: number;
  readonly declined: number;
  readonly withdrawn: number;
}

/** Erased people go on counting. */
export function funnelQuery(sought: Omit<Sought, 'erased' | 'state'>): Query {
  const { sql, params } = applicationsQuery({ ...sought, erased: true });
  const states = [...DECISIONS, 'withdrawn'].map((state) => `count(*) filter (where state = '${state}') as ${state}`);
  return {
    sql: {
      sqlite: `select count(*) as applicants, count(*) filter (where visits > 0) as visited,
        count(*) filter (where scored > 0) as scored, ${states.join(', ')} from (${sql.sqlite})`,
    },
    params,
  };
}

export const funnelOf = ([row]: readonly SqlRow[]): Funnel => ({
  applicants: Number(row?.['applicants'] ?? 0),
  visited: Number(row?.['visited'] ?? 0),
  scored: Number(row?.['scored'] ?? 0),
  selected: Number(row?.['selected'] ?? 0),
  waitlisted: Number(row?.['waitlisted'] ?? 0),
  declined: Number(row?.['declined'] ?? 0),
  withdrawn: Number(row?.['withdrawn'] ?? 0),
});
