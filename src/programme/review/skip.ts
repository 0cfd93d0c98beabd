import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { line } from './lines.ts';
import { next } from './next.ts';

const input = z.strictObject({ review: z.string().min(1), job: jobSchema });

/** `SALTAR`: this one is for somebody else, or for later; the next is shown. */
export const skip: Operation<z.output<typeof input>, null> = {
  name: 'review.skip',
  input,
  reads: {
    open: ({ review, job }) => ({
      sql: { sqlite: 'select id from review where id = @review and by_id = @me and decided_at is null' },
      params: { review, me: job.person },
    }),
  },
  decide({ open = [] }, { job }, at) {
    return {
      rows: [
        ...open.map(
          ({ id }) => ({ op: 'update', table: 'review', key: { id: id! }, set: { undone_at: at.now } }) as const,
        ),
        nextFor(job, [line('skipped')], at),
        ...jobDone(job, [], at.now),
      ],
      output: null,
    };
  },
};

type Job = z.output<typeof jobSchema>;

/** What was said goes with the next one, as one message. */
export function nextFor(
  job: Job,
  before: readonly ReturnType<typeof line>[],
  at: { readonly now: number; readonly newId: () => string },
) {
  return jobRow(
    {
      ...(job.lane === null ? {} : { lane: job.lane }),
      ...(job.person === null ? {} : { person: job.person }),
      operation: next.name,
      input: { before: before.map(({ key, vars }) => ({ key, vars: { ...vars } })) },
      at: at.now,
      workspace: job.workspace,
    },
    at,
  );
}
