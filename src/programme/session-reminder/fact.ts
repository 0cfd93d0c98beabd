import type { PublishedFact } from '../manifest.ts';

/** `intention.<planned session>`: what she said last to its reminder, `yes`, `no` or `not yet`. No attendance. */
export const intention: PublishedFact = {
  source: {
    name: 'intention',
    query: {
      sqlite: `select s.plan_id, i.says from session_intention i join session s on s.id = i.session_id
        where i.person_id = @person order by i.entered_at, i.id`,
    },
  },
  type: 'map',
  value: (rows) => Object.fromEntries(rows.map((row) => [String(row['plan_id']), String(row['says'])])),
};
