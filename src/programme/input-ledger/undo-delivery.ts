import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({
  delivery: z.string().min(1),
  by: bySchema.optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** It was not brought after all: it waits to be delivered again, and she is no longer asked. Throws RECORD_UNKNOWN. */
export const deliveryUndo: Operation<Input, { readonly id?: string }> = {
  name: 'input.undeliver',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    found: ({ delivery, workspace }) => ({
      sql: {
        sqlite: `select d.id, d.person_id, p.lane_id, b.name from delivery d join person p on p.id = d.person_id
          join enterprise b on b.id = d.enterprise_id where d.id = @delivery and d.workspace = @workspace and d.undone_at is null`,
      },
      params: { delivery, workspace },
    }),
  },
  decide(loaded, { delivery, by, workspace, job }, { now }) {
    const row = loaded['found']?.[0];
    if (!row) {
      if (job) return { rows: jobDone(job, [{ key: 'input.gone', vars: {} }], now), output: {} };
      throw new RecadoError('RECORD_UNKNOWN', { what: 'delivery', id: delivery });
    }
    const her = { id: String(row['person_id']), lane: String(row['lane_id']) };
    const who = by ?? { kind: 'staff' as const, id: job?.person ?? '' };
    return {
      rows: [
        { op: 'update', table: 'delivery', key: { id: delivery }, set: { undone_at: now } },
        eventRow(her, 'delivery.off', { delivery }, { workspace, now }),
        ...(job ? [audited(who, 'input.undeliver', delivery, {}, { now, workspace })] : []),
        ...jobDone(job, [{ key: 'input.undelivered', vars: { who: String(row['name']) } }], now),
      ],
      output: { id: delivery },
    };
  },
};
