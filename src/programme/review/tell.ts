import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { TELL_AFTER, WAIT_FOR_VOICE } from './limits.ts';

const input = z.strictObject({ review: z.string().min(1), workspace: z.string(), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/** She hears what was said of her homework, unless it was taken back meanwhile. Words do not wait long for a recording. */
export const tell: Operation<Input, null> = {
  name: 'review.tell',
  input: input as z.ZodType<Input>,
  reads: {
    review: ({ review }) => ({
      sql: {
        sqlite: `select r.verdict, r.words, r.decided_at, q.name as by_name, m.state as voice, m.path,
            h.programme, h.name, h.person_id, p.lane_id,
            exists (select 1 from certificate_lack l join enrolment e on e.person_id = l.person_id and e.programme = l.programme
              where l.person_id = h.person_id and l.programme = h.programme and e.state = 'completed') as lacked
          from review r join homework h on h.id = r.homework_id join person p on p.id = h.person_id
          left join person q on q.id = r.by_id and r.by_kind = 'staff' left join media m on m.id = r.media_id
          where r.id = @review and r.decided_at is not null and r.undone_at is null
            and p.blocked_at is null and p.erased_at is null`,
      },
      params: { review },
    }),
  },
  decide({ review: found }, { review, workspace, job }, at) {
    const { now } = at;
    const row = found?.[0];
    if (!row) return { rows: jobDone(job, [], now), output: null };
    if (row['voice'] === 'pending' && now < Number(row['decided_at']) + WAIT_FOR_VOICE) {
      const again = jobRow({ operation: tell.name, input: { review, workspace }, at: now + TELL_AFTER, workspace }, at);
      return { rows: [again, ...jobDone(job, [], now)], output: null };
    }
    const told = {
      flow: `${row['programme']}/${row['name']}`,
      verdict: row['verdict'],
      by: firstName(row['by_name']),
      words: String(row['words'] ?? ''),
      ...(row['path'] === null ? {} : { file: row['path'] }),
    };
    const she = { id: String(row['person_id']), lane: String(row['lane_id']) };
    return {
      rows: [
        eventRow(she, 'homework.reviewed', told, { workspace, now }),
        // She had finished, and this may have been what her certificate still wanted.
        ...(row['lacked'] === 1 && row['verdict'] !== 'redo'
          ? [eventRow(she, 'certificate.look', {}, { workspace, now })]
          : []),
        ...jobDone(job, [], now),
      ],
      output: null,
    };
  },
};
