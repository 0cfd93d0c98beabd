import { z } from 'zod';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';

const input = z.strictObject({ session: z.string().min(1), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/**
 * A roll has settled who was at a session: whoever had finished by then, was looked at and still lacked something is looked at
 * anew, each in her own conversation.
 */
export const certificateLook: Operation<Input, null> = {
  name: 'certificate.look',
  input: input as z.ZodType<Input>,
  reads: {},
  decide(_, { session, job }, { now }) {
    return { rows: jobDone(job, [], now), statements: [looked(session, now)], output: null };
  },
};

const looked = (session: string, now: number): Query => ({
  sql: {
    sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
      select p.workspace, p.lane_id, p.id, 'certificate.look', '{}', @now from session s join cohort c on c.id = s.cohort_id
        join attendance a on a.session_id = s.id
        join certificate_lack l on l.person_id = a.person_id and l.programme = c.programme
        join enrolment e on e.person_id = a.person_id and e.programme = c.programme and e.state = 'completed'
        join person p on p.id = a.person_id and p.blocked_at is null and p.erased_at is null
      where s.id = @session`,
  },
  params: { session, now },
});
