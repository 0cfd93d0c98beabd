import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { answerTo, jobDone, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { itemWords } from './deliver.ts';

const input = z.strictObject({
  delivery: z.string().min(1),
  answer: z.enum(['complete', 'missing']),
  /** She answered herself, or the team has it on paper. */
  from: z.enum(['her', 'paper']).default('her'),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * Whether what was brought came complete. Her last word counts. Where something is missing there is a task for the team, and
 * who brought it reads so at once. Throws RECORD_UNKNOWN.
 */
export const answer: Operation<Input, { readonly id?: string }> = {
  name: 'delivery.answer',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    found: ({ delivery, workspace }) => ({
      sql: {
        sqlite: `select d.*, p.name, s.lane_id as by_lane from delivery d join person p on p.id = d.person_id
          left join person s on d.by_kind = 'staff' and s.id = d.by_id
            and exists (select 1 from staff t where t.person_id = s.id and t.until is null)
          where d.id = @delivery and d.workspace = @workspace and d.undone_at is null`,
      },
      params: { delivery, workspace },
    }),
    items: ({ delivery }) => ({
      sql: {
        sqlite: `select e.item, i.quantity from delivery_item i join input_entry e on e.id = i.entry_id
          where i.delivery_id = @delivery order by e.entered_at, e.id`,
      },
      params: { delivery },
    }),
  },
  decide(loaded, { delivery, answer: says, from, workspace, job }, { now, newId }) {
    const row = loaded['found']?.[0];
    const items = loaded['items'] ?? [];
    if (!row) {
      if (job) return { rows: jobDone(job, [], now), output: {} };
      throw new RecadoError('RECORD_UNKNOWN', { what: 'delivery', id: delivery });
    }
    const about = itemWords(items.map((one) => ({ item: String(one['item']), quantity: Number(one['quantity']) })));
    const person = String(row['person_id']);
    const task: RowWrite[] =
      says === 'complete'
        ? []
        : [
            {
              op: 'insert-new',
              table: 'task',
              values: {
                id: newId(),
                workspace,
                person_id: person,
                topic: 'delivery',
                why: 'delivery-missing',
                about,
                state: 'open',
                opened_at: now,
              },
            },
          ];
    const bringer = { lane: row['by_lane'] as string | null, person: String(row['by_id']), workspace };
    const told = from === 'her' && bringer.lane !== null;
    return {
      rows: [
        {
          op: 'update',
          table: 'delivery',
          key: { id: delivery },
          set: { answer: says, answered_at: now, answered_by: from },
        },
        ...task,
        ...(told
          ? answerTo(
              bringer,
              [{ key: `input.she-says-${says}`, vars: { who: firstName(row['name']), items: about } }],
              now,
            )
          : []),
        ...jobDone(job, [], now),
      ],
      output: { id: delivery },
    };
  },
};
