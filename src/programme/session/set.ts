import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import { eventFields } from '../planned-session.ts';
import { refused } from '../refusal.ts';
import { auditedChange } from './change.ts';
import { namedFields, namedReads, sessionIn } from './named.ts';

const output = z.strictObject({
  text: z.string().trim().min(1).max(300),
  link: z.url().max(500).optional(),
  /** Which objective it answers, counted from 1. */
  objective: z.number().int().min(1).max(10).optional(),
});

export const setFields = {
  title: z.string().trim().min(1).max(120).optional(),
  capacity: z.number().int().min(1).max(100_000).nullable().optional(),
  language: eventFields.language,
  host: eventFields.host,
  agenda: eventFields.agenda,
  objectives: z.array(z.string().trim().min(1).max(300)).max(10).optional(),
  /** What came of it, at closing. */
  outputs: z.array(output).max(20).optional(),
  sdg: z.array(eventFields.sdg.unwrap().element).max(17).optional(),
};
const input = z.strictObject({ ...namedFields, ...setFields });
type Input = z.output<typeof input>;

const LISTS = ['objectives', 'outputs', 'sdg'] as const;
const PLAIN = ['title', 'capacity', 'language', 'host', 'agenda'] as const;

/**
 * What stands beside a session: agenda, host, seats, objectives, and what came of them. With more seats those who waited
 * longest come in and are told. Throws SESSION_UNKNOWN, SESSION_SEVERAL.
 */
export const setSession: Operation<Input, { readonly id?: string }> = {
  name: 'session.set',
  input: input as z.ZodType<Input>,
  reads: namedReads,
  decide(loaded, asked, { now }) {
    const { job, workspace } = asked;
    const found = sessionIn(loaded, asked, now);
    if ('line' in found) return refused(found, job, {}, now);
    const set = {
      ...Object.fromEntries(PLAIN.flatMap((key) => (asked[key] === undefined ? [] : [[key, asked[key]!]]))),
      ...Object.fromEntries(LISTS.flatMap((key) => (asked[key] ? [[key, JSON.stringify(asked[key])]] : []))),
    };
    const seats = asked.capacity;
    const open = seats !== undefined && !found.cancelled && found.starts > now;
    return {
      rows: [
        ...(Object.keys(set).length === 0
          ? []
          : [{ op: 'update' as const, table: 'session', key: { id: found.id }, set }]),
        auditedChange('session.set', found, asked, now),
        ...jobDone(job, [], now),
      ],
      statements: open ? seatThose(found.id, seats, workspace, now) : [],
      output: { id: found.id },
    };
  },
};

const NEXT = `select u.person_id from sign_up u where u.session_id = @session and u.state = 'waiting' order by u.since, u.person_id
  limit max(0, @seats - (select count(*) from sign_up i where i.session_id = @session and i.state = 'in'))`;

/** The events first, since they look at who waits. */
function seatThose(session: string, capacity: number | null, workspace: string, now: number) {
  const params = { session, seats: capacity ?? Number.MAX_SAFE_INTEGER, now };
  const payload = JSON.stringify({ session, state: 'in', given: true });
  return [
    {
      sql: {
        sqlite: `insert into event (workspace, lane_id, person_id, name, payload, at)
          select @workspace, p.lane_id, p.id, 'session.signed-up', @payload, @now from person p where p.id in (${NEXT})`,
      },
      params: { ...params, workspace, payload },
    },
    {
      sql: {
        sqlite: `update sign_up set state = 'in', since = @now where session_id = @session and person_id in (${NEXT})`,
      },
      params,
    },
  ];
}
