import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({
  entry: z.string().min(1),
  why: z.string().trim().min(1).max(300),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * Takes a line of the ledger back by another that names it. What has been delivered or handed over is not taken back before
 * the delivery is. Throws RECORD_UNKNOWN, INPUT_DELIVERED.
 */
export const reverse: Operation<Input, { readonly id?: string }> = {
  name: 'input.reverse',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    entry: ({ entry, workspace }) => ({
      sql: {
        sqlite: `select e.*, exists (select 1 from delivery_item i join delivery d on d.id = i.delivery_id
              where i.entry_id = e.id and d.undone_at is null)
            or exists (select 1 from input_live t where t.of_id = e.id and t.kind = 'transfer') as gone
          from input_live e where e.id = @entry and e.workspace = @workspace`,
      },
      params: { entry, workspace },
    }),
  },
  decide(loaded, { entry, why, by, workspace, job }, { now, newId }) {
    const found = loaded['entry']?.[0];
    if (!found || found['gone'] === 1) {
      if (job)
        return {
          rows: jobDone(job, [{ key: found ? 'input.delivered-already' : 'input.gone', vars: {} }], now),
          output: {},
        };
      throw found
        ? new RecadoError('INPUT_DELIVERED', { id: entry })
        : new RecadoError('RECORD_UNKNOWN', { what: 'line of the ledger', id: entry });
    }
    const id = newId();
    return {
      rows: [
        {
          op: 'insert',
          table: 'input_entry',
          values: {
            id,
            workspace,
            programme: found['programme']!,
            enterprise_id: found['enterprise_id']!,
            person_id: found['person_id']!,
            kind: 'reversal',
            of_id: entry,
            item: found['item']!,
            amount: found['amount'] === null ? null : -Number(found['amount']),
            currency: found['currency']!,
            happened_on: found['happened_on']!,
            note: why,
            by_kind: by.kind,
            by_id: by.id,
            entered_at: now,
          },
        },
        ...(job ? [audited(by, 'input.reverse', entry, {}, { now, workspace })] : []),
        ...jobDone(job, [{ key: 'input.reversed', vars: { item: String(found['item'] ?? found['line'] ?? '') } }], now),
      ],
      output: { id },
    };
  },
};
