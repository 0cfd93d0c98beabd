import { z } from 'zod';
import { HOUR } from '../../base/clock.ts';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import { REFLECTED_AFTER } from '../planned-session.ts';

const input = z.strictObject({ session: z.string().min(1), workspace: z.string(), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/** A roll on paper reaches us the next morning: whoever stands on it only then is asked then. */
const ONCE_MORE = 20 * HOUR;

/** Whoever came is asked three questions about it, once. What ended later than the job thought has a job of its own. */
export const reflect: Operation<Input, null> = {
  name: 'session.reflect',
  input: input as z.ZodType<Input>,
  reads: {
    session: ({ session }) => ({
      sql: { sqlite: 'select ends_at, cancelled_at, reflection, reflected_at from session where id = @session' },
      params: { session },
    }),
  },
  decide(loaded, { session, workspace, job }, at) {
    const row = loaded['session']?.[0];
    const { now } = at;
    const over = row !== undefined && Number(row['ends_at']) + REFLECTED_AFTER <= now;
    const asks = over && row['reflection'] === 1 && row['cancelled_at'] === null;
    if (!asks) return { rows: jobDone(job, [], now), output: null };
    const again = row['reflected_at'] === null;
    return {
      rows: [
        ...(again
          ? [
              { op: 'update' as const, table: 'session', key: { id: session }, set: { reflected_at: now } },
              jobRow({ operation: reflect.name, input: { session, workspace }, at: now + ONCE_MORE, workspace }, at),
            ]
          : []),
        ...jobDone(job, [], now),
      ],
      statements: asking(session, workspace, now),
      output: null,
    };
  },
};

const NOT_ASKED = `a.session_id = @session and a.status in ${ATTENDED_SQL}
  and not exists (select 1 from reflection f where f.session_id = a.session_id and f.person_id = a.person_id)`;

/** The events first, since they look at who was asked. */
function asking(session: string, workspace: string, now: number): readonly Query[] {
  return [
    {
      sql: {
        sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
          select @workspace, p.lane_id, p.id, 'session.reflect', @payload, @now
          from attendance a join person p on p.id = a.person_id where ${NOT_ASKED} and p.blocked_at is null`,
      },
      params: { session, workspace, payload: JSON.stringify({ session }), now },
    },
    {
      sql: {
        sqlite: `insert into reflection (session_id, person_id, workspace, asked_at)
          select a.session_id, a.person_id, @workspace, @now from attendance a where ${NOT_ASKED}`,
      },
      params: { session, workspace, now },
    },
  ];
}
