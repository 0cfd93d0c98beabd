import type { Json } from '../../base/json.ts';
import { ofProgramme } from '../at-hand.ts';
import type { PublishedFact } from '../manifest.ts';

/** One homework of hers, as its row stands. Conditions ask for `state`; the rest is for what she sends. */
export interface HomeworkFact {
  /** assigned, received, redo, accepted or excused. */
  readonly state: string;
  readonly id: string;
  readonly programme: string;
  /** The how-manieth she was given: TAREA 3. */
  readonly number: number;
  readonly submission: number;
  /** Epoch milliseconds; null until that day has come. */
  readonly due: number | null;
  /** When a reviewer last said what she thinks of it. */
  readonly reviewed: number | null;
}

export const HOMEWORK = 'homework';

/** `homework.<id>.state`; absent before it is assigned. */
export const homework: PublishedFact = {
  source: {
    name: HOMEWORK,
    query: {
      sqlite: `select id, programme, name, state, submission, due_at, reviewed_at,
          row_number() over (partition by programme order by assigned_at, id) as number
        from homework where person_id = @person order by assigned_at, id`,
    },
  },
  type: 'map',
  value: (rows, { programme }) =>
    // Of two of one name that of the programme at hand, which stands last.
    Object.fromEntries(
      [...rows, ...(programme === undefined ? [] : ofProgramme(rows, programme))].map((row) => [
        String(row['name']),
        {
          state: String(row['state']),
          id: String(row['id']),
          programme: String(row['programme']),
          number: Number(row['number']),
          submission: Number(row['submission']),
          due: row['due_at'] as number | null,
          reviewed: row['reviewed_at'] as number | null,
        },
      ]),
    ),
};

/** The fact `homework`: name → its row. */
export function homeworkIn(facts: Readonly<Record<string, Json>>): Readonly<Record<string, HomeworkFact>> {
  return (facts[HOMEWORK] ?? {}) as unknown as Readonly<Record<string, HomeworkFact>>;
}

/** `count.homework.assigned|submitted|accepted`, of her programme. What she was excused from counts nowhere. */
export const count: PublishedFact = {
  source: {
    name: 'count',
    query: {
      sqlite: `select programme, count(*) as assigned,
          count(*) filter (where state in ('received', 'redo', 'accepted')) as submitted,
          count(*) filter (where state = 'accepted') as accepted
        from homework where person_id = @person and state <> 'excused' group by programme`,
    },
  },
  type: 'map',
  value(rows, { programme }) {
    const hers = ofProgramme(rows, programme);
    const sum = (column: string): number => hers.reduce((n, row) => n + Number(row[column]), 0);
    return { homework: { assigned: sum('assigned'), submitted: sum('submitted'), accepted: sum('accepted') } };
  },
};
