import { z } from 'zod';
import { laneStatements, partsOf } from '../../store/merge/lane.ts';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({ lane: z.string().min(1), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/** A lane in which nothing connects some with the others is parted: the oldest stay, each other part gets one of its own. */
export const laneSplit: Operation<Input, { readonly lanes: readonly string[] }> = {
  name: 'lane.split',
  input,
  reads: {
    lane: ask('select workspace from lane where id = @lane'),
    persons: ask('select id from person where lane_id = @lane'),
    addresses: ask('select id from address where lane_id = @lane'),
    links: ask(
      'select l.person_id, l.address_id from person p join person_address l on l.person_id = p.id where p.lane_id = @lane',
    ),
  },
  decide(loaded, { job }, { now, newId }) {
    const workspace = loaded['lane']?.[0]?.['workspace'];
    const ids = (name: string) => (loaded[name] ?? []).map((row) => String(row['id']));
    const links = (loaded['links'] ?? []).map((row) => ({
      person: String(row['person_id']),
      address: String(row['address_id']),
    }));
    const parts = partsOf({ persons: ids('persons'), addresses: ids('addresses'), links }).slice(1);
    const made = parts.map((part) => ({ id: newId(), part }));
    return {
      rows: [
        ...made.map(({ id }) => ({
          op: 'insert' as const,
          table: 'lane',
          values: { id, workspace: workspace ?? 'main', created_at: now },
        })),
        ...jobDone(job, [], now),
      ],
      statements: made.flatMap(({ id, part }) => laneStatements(id, part)),
      output: { lanes: made.map(({ id }) => id) },
    };
  },
};

function ask(sqlite: string): (input: Input) => Query {
  return ({ lane }) => ({ sql: { sqlite }, params: { lane } });
}
