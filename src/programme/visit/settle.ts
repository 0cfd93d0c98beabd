import { z } from 'zod';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { codeFor, codes } from '../undoable.ts';
import { COMMITMENT_STATES } from './kinds.ts';

const states = z.enum(COMMITMENT_STATES);
const input = z.strictObject({
  /** What became of each. */
  each: z
    .array(z.strictObject({ commitment: z.string().min(1), state: states }))
    .min(1)
    .max(20),
  /** The visit at which she was asked. */
  visit: z.string().optional(),
  /** What is asked with the answer stays asked. */
  about: z.string().optional(),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** What became of things she meant to do. What was done by half is asked about again. `output.settled`: how many were known. */
export const settle: Operation<Input, { readonly settled: number }> = {
  name: 'commitment.settle',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    codes,
    known: ({ each, workspace }) => ({
      sql: {
        sqlite: `select id, text, state from commitment where workspace = @workspace and undone_at is null
          and id in (select value from json_each(@ids))`,
      },
      params: { workspace, ids: JSON.stringify(each.map(({ commitment }) => commitment)) },
    }),
  },
  decide({ known = [], codes: taken }, asked, at) {
    const { each, by, job, workspace, visit, about } = asked;
    const { now } = at;
    const hers = each.flatMap((one) => {
      const row = known.find(({ id }) => id === one.commitment);
      return row ? [{ ...one, text: String(row['text']), was: String(row['state']) }] : [];
    });
    const before = hers.map(({ commitment, was }) => ({ commitment, state: was }));
    const back = { operation: 'commitment.settle', input: { each: before, by: { ...by } }, says: 'visit.undo' };
    const undone = codeFor(back, asked, taken, at);
    return {
      rows: [
        ...hers.map(
          ({ commitment, state }): RowWrite => ({
            op: 'update',
            table: 'commitment',
            key: { id: commitment },
            set: {
              state,
              settled_at: state === 'open' ? null : now,
              settled_visit_id: state === 'open' ? null : (visit ?? null),
            },
          }),
        ),
        ...undone.rows,
        ...(job ? [audited(by, 'commitment.settle', null, { n: hers.length }, { now, workspace })] : []),
        ...jobDone(
          job,
          [...hers.map(({ text, state }) => ({ key: `visit.settled-${state}`, vars: { text } })), ...undone.lines],
          now,
          about === undefined ? {} : { asks: { verb: 'visit', about } },
        ),
      ],
      output: { settled: hers.length },
    };
  },
};
