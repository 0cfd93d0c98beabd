import { z } from 'zod';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { TELL_AFTER } from './limits.ts';
import { line } from './lines.ts';

const input = z.strictObject({
  review: z.string().min(1),
  /** Of one without a phone: a token. */
  by: bySchema.optional(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/**
 * A verdict is taken back (programme/undo): it waits for a reviewer again, unless she has sent it anew meanwhile. What she
 * was told already she is told nothing about; the next verdict will.
 */
export const reviewUndo: Operation<Input, null> = {
  name: 'review.undo',
  input: input as z.ZodType<Input>,
  reads: {
    review: ({ review }) => ({
      sql: {
        sqlite: `select r.decided_at, r.submission, h.id as homework, h.submission as newest, p.name as who,
            exists (select 1 from homework_part x where x.homework_id = h.id and x.submission = r.submission) as came
          from review r join homework h on h.id = r.homework_id join person p on p.id = h.person_id
          where r.id = @review and r.decided_at is not null and r.undone_at is null`,
      },
      params: { review },
    }),
  },
  decide({ review: found }, { review, job, workspace, by }, { now }) {
    const row = found?.[0];
    if (!row) return { rows: jobDone(job, [line('gone')], now), output: null };
    const homework = String(row['homework']);
    const vars = { who: firstName(row['who']) || '-' };
    const sent = row['submission'] !== row['newest'];
    const told = now >= Number(row['decided_at']) + TELL_AFTER;
    const back: RowWrite = {
      op: 'update',
      table: 'homework',
      key: { id: homework },
      set: { state: row['came'] === 1 ? 'received' : 'assigned', reviewed_at: null, excused_why: null },
    };
    const lines = [line(sent ? 'undone-sent' : 'undone', vars), ...(told && !sent ? [line('undone-told')] : [])];
    return {
      rows: [
        { op: 'update', table: 'review', key: { id: review }, set: { undone_at: now } },
        ...(sent ? [] : [back]),
        audited(by ?? { kind: 'staff', id: job?.person ?? '' }, 'review.undo', homework, {}, { now, workspace }),
        ...jobDone(job, lines, now),
      ],
      output: null,
    };
  },
};
