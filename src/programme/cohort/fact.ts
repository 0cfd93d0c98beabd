import type { PublishedFact } from '../manifest.ts';

/** `cohort`: the name of the cohort she is in, absent when she takes part on her own. */
export const cohortFact: PublishedFact = {
  source: {
    name: 'cohort',
    query: {
      sqlite: `select c.name from roster r join cohort c on c.id = r.cohort_id
        where r.person_id = @person and r.until is null order by r.since desc, c.id limit 1`,
    },
  },
  type: 'string',
  value: ([row]) => (row === undefined ? null : String(row['name'])),
};
