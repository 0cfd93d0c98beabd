import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { mayStart } from '../may-start.ts';
import { eventFields, sessionRows } from '../planned-session.ts';
import { spanOf } from './plan.ts';

const clock = z.string().regex(/^\d{2}:\d{2}$/);

/** What staff type. */
export const cohortName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'small letters, digits and hyphens are expected');

const input = z.strictObject({
  programme: z.string().min(1),
  name: cohortName,
  /** yyyy-mm-dd: her first day. */
  startsOn: z.iso.date(),
  timezone: z.string().min(1),
  sessions: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      week: z.number().int().min(1),
      day: z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']),
      at: clock,
      minutes: z.number().int().min(1),
      place: z.string().optional(),
      ...eventFields,
    }),
  ),
  /** Rests of the programme: local days, both included. */
  calendar: z.array(z.strictObject({ pause: z.string(), from: z.iso.date(), to: z.iso.date() })).default([]),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

export interface NewCohort {
  readonly id: string;
  /** Its own sessions, in the order of the plan. */
  readonly sessions: readonly {
    readonly id: string;
    readonly title: string;
    readonly startsAt: number;
    /** It falls into this rest of the programme, in which nobody is reminded of it: somebody has to move it. */
    readonly pause?: string;
  }[];
}

/** Begins a cohort: copies the plan of sessions in local time. Their check-in words are drawn shortly before each. Throws COHORT_EXISTS. */
export const cohortNew: Operation<Input, NewCohort> = {
  name: 'cohort.new',
  input: input as z.ZodType<Input>,
  reads: {
    same: ({ programme, name, workspace }) => ({
      sql: { sqlite: 'select id from cohort where workspace = @workspace and programme = @programme and name = @name' },
      params: { workspace, programme, name },
    }),
  },
  decide(loaded, given, { now, newId }) {
    if (loaded['same']?.length)
      throw new RecadoError('COHORT_EXISTS', { name: given.name, programme: given.programme });
    const id = newId();
    const sessions = given.sessions.map((planned) => ({
      id: newId(),
      planned,
      span: spanOf(planned, given.startsOn, given.timezone),
    }));
    const cohort: RowWrite = {
      op: 'insert',
      table: 'cohort',
      values: {
        id,
        workspace: given.workspace,
        programme: given.programme,
        name: given.name,
        starts_on: given.startsOn,
        timezone: given.timezone,
        created_at: now,
      },
    };
    const copies = sessions.flatMap(({ id: session, planned, span }) =>
      sessionRows(
        { ...planned, ...span, id: session, cohort: id, plan: planned.id, workspace: given.workspace },
        { now, newId },
      ),
    );
    return {
      rows: [cohort, ...copies],
      output: {
        id,
        sessions: sessions.map(({ id: session, planned, span }) => ({
          id: session,
          title: planned.title,
          startsAt: span.starts,
          ...pauseAt(given, span.starts),
        })),
      },
    };
  },
};

function pauseAt({ calendar, timezone }: Input, starts: number): { readonly pause?: string } {
  const day = localDate(starts, timezone);
  const found = calendar.find(({ from, to }) => from <= day && day <= to);
  return found ? { pause: found.pause } : {};
}

/** What `cohort.new` needs of a loaded programme. Throws CONTACT_MISSING. */
export function cohortInput(programme: Programme, name: string, startsOn: string): Omit<Input, 'workspace'> {
  mayStart(programme);
  return {
    programme: programme.programme,
    name,
    startsOn,
    timezone: programme.timezone,
    sessions: input.shape.sessions.parse(programme.sessions),
    calendar: programme.calendar.map(({ pause, from, to }) => ({ pause, from, to })),
  };
}
