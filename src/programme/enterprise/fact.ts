import type { PublishedFact } from '../manifest.ts';

/** `enterprise`: the one she works in, the first of them where they are several; absent where we know of none. */
export const enterpriseFact: PublishedFact = {
  source: {
    name: 'enterprise',
    query: {
      sqlite: `select e.name, e.sector, e.line, e.family_run from enterprise_member m join enterprise e on e.id = m.enterprise_id
        where m.person_id = @person and m.until is null and e.ended_at is null order by m.since, e.id limit 1`,
    },
  },
  type: 'map',
  value: ([row]) =>
    row === undefined
      ? null
      : { name: row['name']!, sector: row['sector']!, line: row['line']!, family_run: row['family_run'] === 1 },
};
