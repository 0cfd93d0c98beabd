import type { Json } from '../../base/json.ts';
import type { PublishedFact } from '../manifest.ts';
import { firstName } from '../on-duty.ts';

/** An open case of a learner, as her own turn sees it. */
export interface Care {
  readonly id: string;
  readonly number: number;
  readonly topic: string;
  readonly programme: string;
  readonly owner: string | null;
  readonly ownerLane: string | null;
  readonly ownerName: string;
  /** Its owner has answered, and goes on answering. */
  readonly answered: boolean;
  /** Since when words of hers wait for an answer. */
  readonly waiting: number | null;
  /** Everybody who was ever told of it. */
  readonly told: readonly string[];
}

/** The fact `care`: her open cases, oldest first. */
export function careOf(facts: Readonly<Record<string, Json>>): readonly Care[] {
  return (facts['care'] ?? []) as unknown as readonly Care[];
}

export const care: PublishedFact = {
  source: {
    name: 'care',
    query: {
      sqlite: `select c.id, c.number, c.topic, c.programme, c.owner_id, o.lane_id as owner_lane, o.name as owner_name,
          c.answered_at, c.waiting_since,
          (select json_group_array(t.person_id) from case_told t where t.case_id = c.id) as told
        from care_case c left join person o on o.id = c.owner_id
        where c.person_id = @person and c.state = 'open' order by c.number`,
    },
  },
  type: 'list',
  value: (rows) =>
    rows.map((row) => ({
      id: String(row['id']),
      number: Number(row['number']),
      topic: String(row['topic']),
      programme: String(row['programme']),
      owner: row['owner_id'] ?? null,
      ownerLane: row['owner_lane'] ?? null,
      ownerName: firstName(row['owner_name']),
      answered: row['answered_at'] !== null,
      waiting: row['waiting_since'] ?? null,
      told: JSON.parse(String(row['told'])) as string[],
    })),
};
