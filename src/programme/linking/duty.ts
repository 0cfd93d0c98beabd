import type { Json } from '../../base/json.ts';
import type { PublishedFact } from '../manifest.ts';

/** Has she a role, wherever and whether or not she can be written to? Asked of a number in doubt alone. */
export function hasDuty(facts: Readonly<Record<string, Json>>): boolean {
  return facts['duty'] === true;
}

/** The fact `duty`: unlike `staff` it does not forget a role because the number has left or is in doubt. */
export const duty: PublishedFact = {
  source: {
    name: 'duty',
    query: { sqlite: 'select 1 as one from staff where person_id = @person and until is null limit 1' },
  },
  type: 'bool',
  value: (rows) => rows.length > 0,
};
