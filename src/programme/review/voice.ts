import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { TELL_AFTER } from './limits.ts';
import { line } from './lines.ts';
import { nextFor } from './skip.ts';
import { HER_CHANNEL, hearsAt } from './submission.ts';

const input = z.strictObject({
  review: z.string().min(1),
  inbox: z.number().int(),
  nth: z.number().int(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** A recording of the reviewer for the learner: with her verdict, or right after it, before the learner is told. */
export const voice: Operation<Input, null> = {
  name: 'review.voice',
  input,
  reads: {
    review: ({ review, job }) => ({
      sql: {
        sqlite: `select r.decided_at, p.name as who, ${HER_CHANNEL} as channel from review r join homework h on h.id = r.homework_id
          join person p on p.id = h.person_id where r.id = @review and r.by_id = @me and r.undone_at is null`,
      },
      params: { review, me: job.person },
    }),
    media: ({ inbox, nth }) => ({
      sql: { sqlite: "select id from media where inbox_seq = @inbox and nth = @nth and kind = 'voice'" },
      params: { inbox, nth },
    }),
  },
  decide({ review: found, media }, { review, job }, at) {
    const { now } = at;
    const row = found?.[0];
    const file = media?.[0]?.['id'];
    const decided = row?.['decided_at'] ?? null;
    const who = firstName(row?.['who']) || '-';
    if (!row || file === undefined) return { rows: jobDone(job, [line(row ? 'no-voice' : 'gone')], now), output: null };
    if (decided !== null && now >= Number(decided) + TELL_AFTER)
      return { rows: jobDone(job, [line('voice-late', { who })], now), output: null };
    const sms = hearsAt(row['channel']) ? '' : '-sms';
    const kept = { op: 'update', table: 'review', key: { id: review }, set: { media_id: file } } as const;
    if (decided === null) {
      const asks = { verb: 'review', about: review };
      return { rows: [kept, ...jobDone(job, [line(`voice-first${sms}`, { who })], now, { asks })], output: null };
    }
    return {
      rows: [kept, nextFor(job, [line(`voice-sent${sms}`, { who })], at), ...jobDone(job, [], now)],
      output: null,
    };
  },
};
