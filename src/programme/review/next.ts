import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { filesOf, line, shown } from './lines.ts';
import { opened } from './open.ts';
import { waitingFor } from './queue.ts';
import { submissionOf, submissionQueries } from './submission.ts';

const input = z.strictObject({
  /** What goes before it: the answer to the one before. */
  before: z
    .array(z.strictObject({ key: z.string(), vars: z.record(z.string(), z.union([z.string(), z.number()])) }))
    .default([]),
  job: jobSchema,
});
type Input = z.output<typeof input>;

const meOf = ({ job }: Input) => ({ workspace: job.workspace, me: job.person ?? '' });

/**
 * `REVISAR`: the oldest submission that waits for her and that nobody else has open, with its words and files, and the
 * question what she thinks of it.
 */
export const next: Operation<Input, { readonly review?: string }> = {
  name: 'review.next',
  input: input as z.ZodType<Input>,
  reads: {
    homework: (given, now) => submissionQueries(meOf(given), now).homework,
    parts: (given, now) => submissionQueries(meOf(given), now).parts,
    reviews: (given, now) => submissionQueries(meOf(given), now).reviews,
    waiting: (given, now) => waitingFor(meOf(given), now),
  },
  decide(loaded, { before, job }, { now, newId }) {
    const found = submissionOf(loaded);
    if (!found) return { rows: jobDone(job, [...before, line('none')], now), output: {} };
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    const { id, row } = opened(found, by, { now, newId, workspace: job.workspace });
    const left = Number(loaded['waiting']?.[0]?.['n'] ?? 1) - 1;
    const lines: StaffLine[] = [...before, ...shown(found), ...(left > 0 ? [line('left', { n: left })] : [])];
    return {
      rows: [row, ...jobDone(job, lines, now, { files: filesOf(found.parts), asks: { verb: 'review', about: id } })],
      output: { review: id },
    };
  },
};
