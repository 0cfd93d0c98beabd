import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { CONCERNED, CONCERNED_BY, foundOf } from './named.ts';
import { type Held, tellsAt, toldOf } from './state.ts';

const input = z.strictObject({ session: z.string().min(1), workspace: z.string(), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/**
 * Everybody concerned hears, once, what has become of a session since they last heard: moved twice it is one message,
 * moved and moved back none. While something newer waits for its own hour, that hour is waited for.
 */
export const tell: Operation<Input, { readonly told: number }> = {
  name: 'session.tell',
  input: input as z.ZodType<Input>,
  reads: {
    session: ({ session }) => ({
      sql: {
        sqlite: `select s.*, c.name as cohort, c.programme, c.timezone, ${CONCERNED} as expected
          from session s join cohort c on c.id = s.cohort_id where s.id = @session`,
      },
      params: { session },
    }),
    changes: ({ session }) => ({
      sql: {
        sqlite: `select id, kind, was, why, at from session_change where session_id = @session and told_at is null order by at, id`,
      },
      params: { session },
    }),
  },
  decide({ session: found, changes = [] }, { session, workspace, job }, { now }) {
    const row = found?.[0];
    const first = changes[0];
    const last = changes.at(-1);
    const end = { rows: jobDone(job, [], now), output: { told: 0 } };
    if (!row || !first || !last) return end;
    const is = foundOf(row);
    const was = JSON.parse(String(first['was'])) as Held | null;
    const before = JSON.parse(String(last['was'])) as Held | null;
    if (tellsAt(Number(last['at']), is.starts, before?.starts ?? is.starts) > now) return end;
    const kind = toldOf(was, is);
    const known = was ?? is;
    // The start that they know of, and the one that holds: past both there is nobody to tell.
    const late = Math.max(known.starts, is.cancelled ? 0 : is.starts) <= now;
    const heard = changes.map(({ id }) => ({
      op: 'update' as const,
      table: 'session_change',
      key: { id: id! },
      set: { told_at: now },
    }));
    if (kind === undefined || late) return { ...end, rows: [...heard, ...end.rows] };
    const why = kind === 'cancelled' ? String(last['why'] ?? '') : '';
    const payload = { session, kind, title: is.title, starts: known.starts, why };
    return {
      rows: [...heard, ...jobDone(job, [], now)],
      statements: [
        {
          sql: {
            sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
              select @workspace, p.lane_id, p.id, 'session.changed', @payload, @now
              from person p where p.id in (${CONCERNED_BY}) and p.blocked_at is null`,
          },
          params: { workspace, payload: JSON.stringify(payload), session, now },
        },
      ],
      output: { told: is.expected },
    };
  },
};
