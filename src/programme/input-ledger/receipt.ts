import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { receiptRow } from './enter.ts';

const input = z.strictObject({
  entry: z.string().min(1),
  item: z.string(),
  /** What is asked with the answer stays asked. */
  about: z.string(),
  files: z.array(z.strictObject({ seq: z.number().int(), nth: z.number().int(), kind: z.string() })).max(30),
  workspace: z.string().default('main'),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** Photos of the receipt, sent after COMPRA. */
export const receipt: Operation<Input, null> = {
  name: 'input.receipt',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    entry: ({ entry, workspace }) => ({
      sql: { sqlite: 'select id from input_live where id = @entry and workspace = @workspace' },
      params: { entry, workspace },
    }),
  },
  decide({ entry: found = [] }, { entry, item, about, files, workspace, job }, { now }) {
    if (found.length === 0) return { rows: jobDone(job, [{ key: 'input.gone', vars: {} }], now), output: null };
    return {
      rows: [
        ...files.map(({ seq, nth }) => receiptRow(entry, seq, nth, workspace)),
        ...jobDone(job, [{ key: 'input.receipt-of', vars: { item } }], now, { asks: { verb: 'purchase', about } }),
      ],
      output: null,
    };
  },
};
