import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { addDays, localDate, localMoment, localTime } from '../../domain/time.ts';
import type { Operation, Query, SqlRow } from '../../store/port.ts';
import { cohortInSight, personInSight } from '../in-sight.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { numbered } from '../numbered.ts';
import { sightSchema } from './asked.ts';
import { callsQuery, toCall } from './calls.ts';
import { line, numberedLine } from './lines.ts';

/** Names that go into an SMS of reasonable price; who has called them asks for the next. */
export const SHOWN = 5;
const SESSIONS = 4;

const input = z.strictObject({ sight: sightSchema, timezone: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

/** `HOY`: today's sessions, homework to review, what she has to do, and whom to call. Its numbers are hers for the day. */
export const today: Operation<Input, null> = {
  name: 'follow-up.today',
  input: input as z.ZodType<Input>,
  reads: {
    sessions: ({ sight, timezone }, now) => sessionsQuery({ sight, timezone }, now),
    review: ({ sight }) => {
      const seen = personInSight(sight, 'h.person_id');
      return {
        sql: { sqlite: `select count(*) as n from homework h where h.state = 'received' and ${seen.sql}` },
        params: seen.params,
      };
    },
    tasks: ({ job, timezone }, now) => ({
      sql: {
        sqlite: `select count(*) as n from task where owner_id = @me and state = 'open' and (due_on is null or due_on <= @today)`,
      },
      params: { me: job.person ?? '', today: localDate(now, timezone) },
    }),
    calls: ({ sight }, now) => callsQuery(sight, now, { most: SHOWN }),
  },
  decide({ sessions = [], review, tasks, calls = [] }, { job }, { now }) {
    const people = calls.map(toCall);
    const count = (rows: readonly SqlRow[] | undefined) => Number(rows?.[0]?.['n'] ?? 0);
    const lines: StaffLine[] = [
      ...sessions.slice(0, SESSIONS).map(sessionLine),
      ...(sessions.length > SESSIONS ? [line('more-sessions', { n: sessions.length - SESSIONS })] : []),
      ...(count(review) > 0 ? [line('to-review', { n: count(review) })] : []),
      ...(count(tasks) > 0 ? [line('to-do', { n: count(tasks) })] : []),
      ...(people.length > 0 ? [line('to-call'), ...people.map((one, i) => numberedLine(i + 1, one, now))] : []),
      ...(people.length > 0 ? [line('how-call')] : []),
    ];
    const { workspace } = job;
    return {
      rows: jobDone(job, lines.length > 0 ? lines : [line('nothing')], now),
      statements: numbered(
        { staff: job.person ?? '', list: 'calls', workspace, now },
        people.map(({ person, programme }) => ({ about: person, programme })),
      ),
      output: null,
    };
  },
};

function sessionsQuery({ sight, timezone }: Pick<Input, 'sight' | 'timezone'>, now: Millis): Query {
  const seen = cohortInSight(sight);
  const day = localDate(now, timezone);
  return {
    sql: {
      sqlite: `select s.title, s.starts_at, c.name as cohort, c.timezone,
          (select count(*) from expected x where x.session_id = s.id) as people
        from session s join cohort c on c.id = s.cohort_id
        where s.starts_at >= @from and s.starts_at < @to and s.cancelled_at is null and ${seen.sql} order by s.starts_at, s.id`,
    },
    params: {
      ...seen.params,
      from: localMoment(day, '00:00', timezone),
      to: localMoment(addDays(day, 1), '00:00', timezone),
    },
  };
}

const sessionLine = (row: SqlRow): StaffLine =>
  line('session', {
    title: String(row['title']),
    at: localTime(Number(row['starts_at']), String(row['timezone'])),
    cohort: String(row['cohort']),
    n: Number(row['people']),
  });
