import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { jobRow } from '../job.ts';
import { FORGET } from './forget.ts';
import type { Plan } from './plan.ts';
import { GOOD_FOR } from './row-of.ts';

const input = z.strictObject({
  programme: z.string().min(1),
  sha256: z.string(),
  plan: z.custom<Plan>(),
  by: bySchema,
  workspace: z.string(),
});

/** A file that was understood is about to be read: its import. `before`: the same file was imported already. */
export const begin: Operation<z.output<typeof input>, { readonly id: string; readonly before: boolean }> = {
  name: 'import.preview',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    before: ({ workspace, programme, sha256 }) => ({
      sql: {
        sqlite: `select 1 as is_there from import where workspace = @workspace and programme = @programme
          and sha256 = @sha256 and state in ('running', 'done') limit 1`,
      },
      params: { workspace, programme, sha256 },
    }),
  },
  decide({ before }, { programme, sha256, plan, by, workspace }, at) {
    const id = at.newId();
    return {
      rows: [
        {
          op: 'insert',
          table: 'import',
          values: {
            id,
            workspace,
            programme,
            sha256,
            plan: JSON.stringify(plan),
            by_kind: by.kind,
            by_id: by.id,
            created_at: at.now,
          },
        },
        // Nobody says yes, or the process ends while it reads: nothing of the list stays.
        jobRow({ operation: FORGET, input: { id }, at: at.now + GOOD_FOR, workspace }, at),
      ],
      output: { id, before: (before ?? []).length > 0 },
    };
  },
};
