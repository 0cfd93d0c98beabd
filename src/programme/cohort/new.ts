import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { mayStart } from '../may-start.ts';
import { drawWords, spanOf } from './plan.ts';

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
    }),
  ),
  words: z.array(z.string()),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

export interface NewCohort {
  readonly id: string;
  /** Its own sessions, in the order of the plan. A session without a word is marked by the roll only. */
  readonly sessions: readonly {
    readonly id: string;
    readonly title: string;
    readonly startsAt: number;
    readonly word: string | null;
  }[];
}

/** Begins a cohort: copies the plan of sessions in local time and draws their check-in words. Throws COHORT_EXISTS. */
export const cohortNew: Operation<Input, NewCohort> = {
  name: 'cohort.new',
  input: input as z.ZodType<Input>,
  reads: {
    same: ({ programme, name, workspace }) => ({
      sql: { sqlite: 'select id from cohort where workspace = @workspace and programme = @programme and name = @name' },
      params: { workspace, programme, name },
    }),
    // Of every programme: two cohorts in one village hear each other's words.
    words: ({ workspace }, now) => ({
      sql: {
        sqlite: `select starts_at, ends_at, word from session
          where workspace = @workspace and word is not null and cancelled_at is null and ends_at > @now - 86400000`,
      },
      params: { workspace, now },
    }),
  },
  decide(loaded, given, { now, newId }) {
    if (loaded['same']?.length)
      throw new RecadoError('COHORT_EXISTS', { name: given.name, programme: given.programme });
    const taken = (loaded['words'] ?? []).map((row) => ({
      starts: Number(row['starts_at']),
      ends: Number(row['ends_at']),
      word: String(row['word']),
    }));
    const id = newId();
    const spans = given.sessions.map((planned) => spanOf(planned, given.startsOn, given.timezone));
    const words = drawWords(spans, given.words, taken, seededRandom(id));
    const sessions = given.sessions.map((planned, index) => ({
      id: newId(),
      planned,
      span: spans[index]!,
      word: words[index] ?? null,
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
    const copies = sessions.map(
      (session): RowWrite => ({
        op: 'insert',
        table: 'session',
        values: {
          id: session.id,
          workspace: given.workspace,
          cohort_id: id,
          plan_id: session.planned.id,
          title: session.planned.title,
          starts_at: session.span.starts,
          ends_at: session.span.ends,
          place: session.planned.place ?? null,
          word: session.word,
        },
      }),
    );
    return {
      rows: [cohort, ...copies],
      output: {
        id,
        sessions: sessions.map(({ id: session, planned, span, word }) => ({
          id: session,
          title: planned.title,
          startsAt: span.starts,
          word,
        })),
      },
    };
  },
};

/** What `cohort.new` needs of a loaded programme. Throws CONTACT_MISSING. */
export function cohortInput(programme: Programme, name: string, startsOn: string): Omit<Input, 'workspace'> {
  mayStart(programme);
  return {
    programme: programme.programme,
    name,
    startsOn,
    timezone: programme.timezone,
    sessions: [...programme.sessions],
    words: [...programme.words],
  };
}
