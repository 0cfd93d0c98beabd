import { z } from 'zod';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({
  session: z.string().min(1),
  /** Absent: whose job it is. */
  person: z.string().optional(),
  comes: z.boolean(),
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

export type SignUpState = 'asked' | 'in' | 'waiting' | 'out';

/**
 * She comes to an event, or does not. With no seat left she waits her turn; a seat that she gives back goes to whoever has
 * waited longest, who is told. What she had said already is only said again. Throws nothing: an event that is gone takes nobody.
 */
export const signUp: Operation<Input, { readonly state: SignUpState | null }> = {
  name: 'session.sign-up',
  input: input as z.ZodType<Input>,
  reads: {
    event: ({ session, person, job }) => ({
      sql: {
        sqlite: `select s.capacity, s.starts_at, p.lane_id, u.state,
            (select count(*) from sign_up i where i.session_id = s.id and i.state = 'in' and i.person_id <> @person) as taken
          from session s join person p on p.id = @person
            left join sign_up u on u.session_id = s.id and u.person_id = p.id
          where s.id = @session and s.kind = 'event' and s.cancelled_at is null`,
      },
      params: { session, person: person ?? job?.person ?? '' },
    }),
    next: ({ session, person, job }) => ({
      sql: {
        sqlite: `select p.id, p.lane_id from sign_up u join person p on p.id = u.person_id
          where u.session_id = @session and u.state = 'waiting' and u.person_id <> @person and p.blocked_at is null
          order by u.since, u.person_id limit 1`,
      },
      params: { session, person: person ?? job?.person ?? '' },
    }),
  },
  decide(loaded, { session, person, comes, workspace, job }, { now }) {
    const event = loaded['event']?.[0];
    const next = loaded['next']?.[0];
    const she = person ?? job?.person;
    if (!event || !she || Number(event['starts_at']) <= now)
      return { rows: jobDone(job, [], now), output: { state: null } };
    const known = event['state'] as SignUpState | null;
    const room = event['capacity'] === null || Number(event['taken']) < Number(event['capacity']);
    const state: SignUpState = comes ? (known === 'in' || room ? 'in' : 'waiting') : 'out';
    const told = (id: string, lane: unknown, what: SignUpState, given = false): RowWrite =>
      eventRow({ id, lane: String(lane) }, 'session.signed-up', { session, state: what, given }, { workspace, now });
    const put = (id: string, what: SignUpState): RowWrite => ({
      op: 'upsert',
      table: 'sign_up',
      key: ['session_id', 'person_id'],
      values: { session_id: session, person_id: id, workspace, state: what, since: now },
    });
    const frees = known === 'in' && state === 'out' && next !== undefined && room;
    return {
      rows: [
        ...(state === known ? [] : [put(she, state)]),
        told(she, event['lane_id'], state),
        ...(frees ? [put(String(next['id']), 'in'), told(String(next['id']), next['lane_id'], 'in', true)] : []),
        ...jobDone(job, [], now),
      ],
      output: { state },
    };
  },
};
