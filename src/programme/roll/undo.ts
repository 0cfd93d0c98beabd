import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { line, varsOf } from './lines.ts';
import { HELD_COLUMNS, heldOf } from './session.ts';

const input = z.strictObject({
  roll: z.string().min(1),
  by: bySchema.optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * Takes a roll back as a whole; its facts stay, marked, and the roll before counts again. Throws ROLL_UNKNOWN; a second time
 * it does nothing.
 */
export const rollUndo: Operation<Input, { readonly did: 'undone' | 'already' }> = {
  name: 'roll.undo',
  input: input as z.ZodType<Input>,
  reads: {
    found: ({ roll }) => ({
      sql: {
        sqlite: `select ${HELD_COLUMNS}, r.undone_at, f.method, exists (select 1 from roll o where o.session_id = r.session_id
            and o.id <> r.id and o.undone_at is null
            and exists (select 1 from attendance_fact b where b.session_id = o.session_id and b.roll_id = o.id
              and b.method = 'roll')) as others
          from roll r join session s on s.id = r.session_id join cohort c on c.id = s.cohort_id
          left join attendance_fact f on f.session_id = r.session_id and f.roll_id = r.id
          where r.id = @roll limit 1`,
      },
      params: { roll },
    }),
  },
  decide({ found = [] }, { roll, by, workspace, job }, { now }) {
    const [row] = found;
    if (!row) throw new RecadoError('ROLL_UNKNOWN', { id: roll });
    const held = heldOf(row);
    if (row['undone_at'] !== null)
      return { rows: jobDone(job, [line('undone-already')], now), output: { did: 'already' } };
    const key = row['method'] === 'settled' ? 'undone-settled' : row['others'] === 1 ? 'undone-before' : 'undone';
    const who = by ?? ({ kind: 'staff', id: job?.person ?? '' } as const);
    return {
      rows: [
        { op: 'update', table: 'roll', key: { id: roll }, set: { undone_at: now }, expect: { undone_at: null } },
        ...(job ? [audited(who, 'roll.undo', held.id, {}, { now, workspace })] : []),
        ...jobDone(job, [line(key, varsOf(held))], now),
      ],
      statements: [
        {
          sql: {
            sqlite: `update attendance_fact set undone_at = @now
              where session_id = @session and roll_id = @roll and undone_at is null`,
          },
          params: { now, session: held.id, roll },
        },
      ],
      output: { did: 'undone' },
    };
  },
};
