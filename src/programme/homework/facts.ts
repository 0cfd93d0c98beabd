import type { PublishedFact } from '../manifest.ts';

/** `homework.<id>.state`: assigned, received, redo, accepted or excused; absent before it is assigned. */
export const homework: PublishedFact = {
  source: {
    name: 'homework',
    query: { sqlite: 'select name, state from homework where person_id = @person order by assigned_at, id' },
  },
  type: 'map',
  value: (rows) => Object.fromEntries(rows.map((row) => [String(row['name']), { state: String(row['state']) }])),
};

/** `count.homework.assigned|submitted|accepted`. What she was excused from counts nowhere. */
export const count: PublishedFact = {
  source: {
    name: 'count',
    query: {
      sqlite: `select count(*) as assigned,
          count(*) filter (where state in ('received', 'redo', 'accepted')) as submitted,
          count(*) filter (where state = 'accepted') as accepted
        from homework where person_id = @person and state <> 'excused'`,
    },
  },
  type: 'map',
  value: ([row]) => ({
    homework: {
      assigned: Number(row?.['assigned'] ?? 0),
      submitted: Number(row?.['submitted'] ?? 0),
      accepted: Number(row?.['accepted'] ?? 0),
    },
  }),
};
