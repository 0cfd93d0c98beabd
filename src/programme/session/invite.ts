import { z } from 'zod';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({ session: z.string().min(1), workspace: z.string(), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/** To whom an event is open: its cohort, or its group, or everybody who takes part in the programme. */
const OPEN_TO = `select e.person_id from session s join cohort c on c.id = s.cohort_id join enrolment e on e.programme = c.programme
    where s.id = @session and e.state in ('active', 'completed')
      and (s.open_to = 'programme' or e.cohort_id = s.cohort_id and (s.group_id is null or e.group_id = s.group_id))`;

/** Asks everybody to whom an event is open whether she comes. Once: whoever joins later is asked as she comes in. */
export const invite: Operation<Input, { readonly invited: boolean }> = {
  name: 'session.invite',
  input: input as z.ZodType<Input>,
  reads: {
    session: ({ session }) => ({
      sql: { sqlite: 'select kind, cancelled_at, invited_at, starts_at from session where id = @session' },
      params: { session },
    }),
  },
  decide(loaded, { session, workspace, job }, { now }) {
    const row = loaded['session']?.[0];
    const open =
      row?.['kind'] === 'event' &&
      row['cancelled_at'] === null &&
      row['invited_at'] === null &&
      Number(row['starts_at']) > now;
    if (!open) return { rows: jobDone(job, [], now), output: { invited: false } };
    return {
      rows: [
        { op: 'update', table: 'session', key: { id: session }, set: { invited_at: now } },
        ...jobDone(job, [], now),
      ],
      statements: asking(session, workspace, now),
      output: { invited: true },
    };
  },
};

const NOT_ASKED = `p.id in (${OPEN_TO}) and p.blocked_at is null
  and not exists (select 1 from sign_up u where u.session_id = @session and u.person_id = p.id)`;

/** The events first, since they look at who was asked. */
function asking(session: string, workspace: string, now: number): readonly Query[] {
  return [
    {
      sql: {
        sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
          select @workspace, p.lane_id, p.id, 'session.invited', @payload, @now from person p where ${NOT_ASKED}`,
      },
      params: { workspace, session, payload: JSON.stringify({ session }), now },
    },
    {
      sql: {
        sqlite: `insert into sign_up (session_id, person_id, workspace, state, since)
          select @session, p.id, @workspace, 'asked', @now from person p where ${NOT_ASKED}`,
      },
      params: { workspace, session, now },
    },
  ];
}
