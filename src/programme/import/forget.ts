import { z } from 'zod';
import { DAY } from '../../base/clock.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { importOf, importQuery } from './row-of.ts';

export const FORGET = 'import.forget';
/** What was wrong with a file is of use for so long. */
const PROBLEMS_FOR = 30 * DAY;

const input = z.strictObject({ id: z.string(), problems: z.boolean().optional(), job: jobSchema.optional() });

/** A list that nobody confirmed within a day is forgotten; a month later so is what was wrong with it. */
export const forget: Operation<z.output<typeof input>, null> = {
  name: FORGET,
  input,
  reads: { import: ({ id }) => importQuery(id) },
  decide({ import: found }, { id, problems, job }, at) {
    const one = importOf(found?.[0], id);
    const waits = one.state === 'reading' || one.state === 'previewed';
    return {
      rows: [
        ...jobDone(job, [], at.now),
        ...(waits
          ? [{ op: 'update', table: 'import', key: { id }, set: { state: 'expired', ended_at: at.now } } as const]
          : []),
        ...(problems
          ? []
          : [
              jobRow(
                {
                  operation: FORGET,
                  input: { id, problems: true },
                  at: at.now + PROBLEMS_FOR,
                  workspace: one.workspace,
                },
                at,
              ),
            ]),
      ],
      statements: [
        ...(waits ? [{ sql: { sqlite: 'delete from import_slice where import_id = @id' }, params: { id } }] : []),
        ...(problems ? [{ sql: { sqlite: 'delete from import_problem where import_id = @id' }, params: { id } }] : []),
      ],
      output: null,
    };
  },
};
