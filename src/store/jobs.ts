import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import { eventRow } from './event-row.ts';
import type { Operation } from './port.ts';

/** A job that is due. */
export interface DueJob {
  readonly id: string;
  readonly workspace: string;
  readonly lane: string | null;
  readonly person: string | null;
  readonly operation: string;
  /** JSON. */
  readonly input: string;
  readonly tries: number;
}

/** The oldest job whose moment has come, and when the next one's will. */
export const nextJob: Operation<Record<string, never>, { readonly job?: DueJob; readonly dueAt: Millis | null }> = {
  name: 'store.jobs.next',
  input: z.object({}),
  reads: {
    next: () => ({
      sql: {
        sqlite: `select id, workspace, lane_id, person_id, operation, input, tries, not_before from job
          where state = 0 order by not_before, id limit 1`,
      },
      params: {},
    }),
  },
  decide({ next }, _, { now }) {
    const row = next?.[0];
    if (!row) return { rows: [], output: { dueAt: null } };
    const dueAt = Number(row['not_before']);
    if (dueAt > now) return { rows: [], output: { dueAt } };
    const job: DueJob = {
      id: String(row['id']),
      workspace: String(row['workspace']),
      lane: row['lane_id'] as string | null,
      person: row['person_id'] as string | null,
      operation: String(row['operation']),
      input: String(row['input']),
      tries: Number(row['tries']),
    };
    return { rows: [], output: { job, dueAt } };
  },
};

const failed = z.strictObject({
  id: z.string(),
  /** An error code; never words of a learner. */
  code: z.string(),
  /** Try again then; absent: it is set aside, and who asked is told. */
  again: z.number().optional(),
  tries: z.number().int(),
});

/** A job did not work: it waits for its next try, or is set aside and who asked reads that it was not done. */
export const jobFailed: Operation<z.output<typeof failed>, null> = {
  name: 'store.jobs.failed',
  input: failed,
  reads: {
    job: ({ id }) => ({
      sql: { sqlite: 'select workspace, lane_id, person_id from job where id = @id and state = 0' },
      params: { id },
    }),
  },
  decide({ job: found }, { id, code, again, tries }, { now }) {
    const job = found?.[0];
    if (!job) return { rows: [], output: null };
    const key = { id };
    if (again !== undefined)
      return {
        rows: [{ op: 'update', table: 'job', key, set: { tries, did: code, not_before: again } }],
        output: null,
      };
    const lines = [{ key: 'staff.job-failed', vars: { code } }];
    return {
      rows: [
        { op: 'update', table: 'job', key, set: { tries, did: code, state: 2, done_at: now } },
        ...(job['lane_id'] === null
          ? []
          : [
              eventRow(
                { id: String(job['person_id']), lane: String(job['lane_id']) },
                'staff.answer',
                { lines },
                { workspace: String(job['workspace']), now },
              ),
            ]),
      ],
      output: null,
    };
  },
};
