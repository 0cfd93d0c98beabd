import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';

const input = z.strictObject({ id: z.string().min(1), workspace: z.string().default('main') });

/** A task is done. Throws RECORD_UNKNOWN, also where it was done before. */
export const taskClose: Operation<z.output<typeof input>, { readonly id: string }> = {
  name: 'task.close',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    task: ({ id, workspace }) => ({
      sql: { sqlite: `select id from task where id = @id and workspace = @workspace and state = 'open'` },
      params: { id, workspace },
    }),
  },
  decide({ task }, { id }, { now }) {
    if (!task?.length) throw new RecadoError('RECORD_UNKNOWN', { what: 'open task', id });
    return {
      rows: [{ op: 'update', table: 'task', key: { id, state: 'open' }, set: { state: 'done', done_at: now } }],
      output: { id },
    };
  },
};
