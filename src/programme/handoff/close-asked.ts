import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Operation } from '../../store/port.ts';
import { firstName } from '../on-duty.ts';

const input = z.strictObject({
  case: z.string().min(1),
  /** The staff person in whose name it is closed. */
  by: z.string().min(1),
  workspace: z.string().default('main'),
});

/**
 * Asks the learner's lane to close a case, as `CERRAR 14` from a phone does: she is told in one line, and so is whoever
 * closed it. Throws RECORD_UNKNOWN where it is not open.
 */
export const caseCloseAsked: Operation<z.output<typeof input>, { readonly id: string }> = {
  name: 'case.close-asked',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    found: ({ case: id, workspace }) => ({
      sql: {
        sqlite: `select c.number, c.person_id, p.lane_id from care_case c join person p on p.id = c.person_id
          where c.id = @id and c.workspace = @workspace and c.state = 'open'`,
      },
      params: { id, workspace },
    }),
    by: ({ by }) => ({ sql: { sqlite: 'select lane_id, name from person where id = @by' }, params: { by } }),
  },
  decide({ found, by: staff }, { case: id, by, workspace }, { now }) {
    const [row] = found ?? [];
    const [closer] = staff ?? [];
    if (!row || !closer) throw new RecadoError('RECORD_UNKNOWN', { what: 'open case', id });
    const payload = {
      case: id,
      number: Number(row['number']),
      by,
      lane: String(closer['lane_id']),
      name: firstName(closer['name']),
    };
    const learner = { id: String(row['person_id']), lane: String(row['lane_id']) };
    return { rows: [eventRow(learner, 'case.close', payload, { workspace, now })], output: { id } };
  },
};
