import { z } from 'zod';
import { HOUR } from '../../base/clock.ts';
import type { Operation } from '../../store/port.ts';
import { answerTo, jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { LOOK_LATER, LOOK_SOON, RECEIPTS } from './limits.ts';
import { progressOf, progressQuery } from './progress.ts';
import { broadcastOf, broadcastQuery, THREAD } from './row.ts';

const input = z.strictObject({ id: z.string().min(1), job: jobSchema.optional() });

/** Looks whether everything has left and arrived; then it is done, and its author reads how many it reached. */
export const watch: Operation<z.output<typeof input>, { readonly done: boolean }> = {
  name: 'broadcast.watch',
  input,
  reads: {
    broadcast: ({ id }) => broadcastQuery(id),
    progress: ({ id }) => progressQuery(id),
    last: ({ id }) => ({
      sql: {
        sqlite: `select max(accepted_at) as at from outbox
          where kind = 'broadcast' and thread_id = @thread and state in ('accepted', 'sent')`,
      },
      params: { thread: THREAD + id },
    }),
  },
  decide({ broadcast, progress, last }, { id, job }, { now, newId }) {
    const row = broadcast?.[0];
    const b = row && broadcastOf(row);
    if (b?.state !== 'sending') return { rows: jobDone(job, [], now), output: { done: true } };
    const gone = progressOf({ ...b, state: 'done' }, progress ?? []);
    const leaving = (progress ?? []).some((one) => ['pending', 'sending', 'unknown'].includes(String(one['state'])));
    const receipts = gone.sent > 0 && now - Number(last?.[0]?.['at'] ?? 0) < RECEIPTS;
    if (leaving || receipts) {
      const young = now - (b.confirmedAt ?? now) < HOUR;
      const again = {
        operation: watch.name,
        input: { id },
        at: now + (young ? LOOK_SOON : LOOK_LATER),
        workspace: b.workspace,
      };
      return { rows: [...jobDone(job, [], now), jobRow(again, { now, newId })], output: { done: false } };
    }
    const { code } = b;
    const { delivered, sent, of } = gone;
    const lines: readonly StaffLine[] = [
      sent > 0
        ? { key: 'staff.broadcast-done-sent', vars: { code: code ?? 0, delivered, sent, of } }
        : { key: 'staff.broadcast-done', vars: { code: code ?? 0, delivered, of } },
      ...(gone.failed + gone.dropped > 0
        ? [{ key: 'staff.broadcast-done-not', vars: { n: gone.failed + gone.dropped } }]
        : []),
    ];
    return {
      rows: [
        {
          op: 'update',
          table: 'broadcast',
          key: { id },
          set: { state: 'done', code: null, ended_at: now },
          expect: { state: 'sending' },
        },
        ...jobDone(job, [], now),
        ...answerTo(b, lines, now),
      ],
      output: { done: true },
    };
  },
};
