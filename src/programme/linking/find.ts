import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { FOLDED_NAME, firstNameRange } from '../folded-name.ts';

const input = z.strictObject({
  /** A first name with or without more, a phone in E.164, or an id. */
  who: z.string().trim().min(1).max(80),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/** Somebody as a shell shows her. */
export interface Found {
  readonly id: string;
  readonly name: string;
  /** `channel phone`, the one she last wrote from first. */
  readonly reached: readonly string[];
  readonly programmes: readonly string[];
}

/** More than this is no answer. */
const MOST = 20;

/** Everybody who is called so, is reached there or has that id; by name by their first word, as people write it. */
export const personFind: Operation<Input, readonly Found[]> = {
  name: 'person.find',
  input: input as z.ZodType<Input>,
  reads: {
    people: ({ who, workspace }) => ({
      sql: {
        sqlite: `select p.id, coalesce(p.name, '') as name,
            (select json_group_array(said) from (select a.channel || ' ' || coalesce(a.phone, a.raw) as said
              from person_address pa join address a on a.id = pa.address_id where pa.person_id = p.id
              order by a.last_inbound_at desc nulls last)) as reached,
            (select json_group_array(programme) from enrolment where person_id = p.id) as programmes
          from person p where p.workspace = @workspace and p.id in (
            select id from person where id = @who
            union select id from person where name is not null and ${FOLDED_NAME} >= @head and ${FOLDED_NAME} < @tail
            union select pa.person_id from address a join person_address pa on pa.address_id = a.id where a.phone = @who)
          order by p.created_at, p.id limit ${MOST}`,
      },
      params: { who, workspace, ...firstNameRange(who) },
    }),
  },
  decide: ({ people = [] }) => ({
    rows: [],
    output: people.map((row) => ({
      id: String(row['id']),
      name: String(row['name']),
      reached: JSON.parse(String(row['reached'])) as string[],
      programmes: JSON.parse(String(row['programmes'])) as string[],
    })),
  }),
};
