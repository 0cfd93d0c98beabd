import { z } from 'zod';
import { addDays, localDate } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { refused } from '../refusal.ts';
import { targetIn, targetReads } from './target.ts';
import { ofTarget, planAnew } from './told.ts';

const input = z.strictObject({
  /** Name of a cohort or a person. */
  who: z.string().trim().min(1).max(80),
  programme: z.string().optional(),
  /** Local days, both included; from today where it is not said. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** In the place of `to`. */
  days: z.number().int().min(1).max(1_000).optional(),
  /** What "today" means. */
  timezone: z.string().min(1),
  why: z.string().trim().max(80).default(''),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

export interface Paused {
  /** Absent: it was refused. */
  readonly id?: string;
  readonly name?: string;
  readonly from?: string;
  readonly to?: string;
  /** The first day after all their pauses, this one and others. */
  readonly back?: string;
  readonly people?: number;
}

/** Longer than a year is no pause. */
const MOST_DAYS = 366;

/**
 * A cohort or a person rests: no lesson, no reminder, and no clock that counts against her. It lies over the calendar of
 * the programme, other pauses and her own PAUSA; the longest wins. Throws TARGET_UNKNOWN, TARGET_SEVERAL, PAUSE_ORDER,
 * PAUSE_PAST, PAUSE_LONG.
 */
export const pauseSet: Operation<Input, Paused> = {
  name: 'pause.set',
  input: input as z.ZodType<Input>,
  reads: {
    ...targetReads,
    others: ({ workspace, timezone }, now) => ({
      sql: {
        sqlite: `select cohort_id, person_id, from_day, to_day from pause
          where workspace = @workspace and ended_at is null and to_day >= @today order by from_day`,
      },
      params: { workspace, today: localDate(now, timezone) },
    }),
  },
  decide(loaded, given, { now, newId }) {
    const today = localDate(now, given.timezone);
    const { from = today, why, job, workspace } = given;
    const target = targetIn(loaded, given);
    if ('code' in target) return refused(target, job, {}, now);
    const to = given.to ?? addDays(from, (given.days ?? 1) - 1);
    const wrong = problemOf(from, to, today);
    if (wrong) return refused(wrong, job, {}, now);
    const id = newId();
    const whom = ofTarget(target);
    const others = (loaded['others'] ?? []).filter(
      (row) => row['cohort_id'] === whom.cohort_id && row['person_id'] === whom.person_id,
    );
    let last = to;
    for (const row of others) {
      const begins = String(row['from_day']);
      const ends = String(row['to_day']);
      if (begins <= addDays(last, 1) && ends > last && ends >= from) last = ends;
    }
    const back = addDays(last, 1);
    const name = target.name;
    const vars = { who: name, from, to, back, why };
    const head = `standing.paused-${target.is}${why === '' ? '' : '-why'}`;
    const lines: StaffLine[] = [
      { key: head, vars: target.is === 'cohort' ? { ...vars, people: target.people } : vars },
      ...(last > to ? [{ key: 'standing.longer', vars: { back } }] : []),
      { key: 'standing.undo', vars: { who: name } },
    ];
    return {
      rows: [
        {
          op: 'insert',
          table: 'pause',
          values: {
            id,
            workspace,
            ...whom,
            from_day: from,
            to_day: to,
            why,
            by_kind: given.by.kind,
            by_id: given.by.id,
            created_at: now,
          },
        },
        audited(given.by, 'pause.set', target.id, { from, to }, { now, workspace }),
        ...jobDone(job, lines, now),
      ],
      statements: [planAnew(target, now)],
      output: { id, name, from, to, back, people: target.is === 'cohort' ? target.people : 1 },
    };
  },
};

function problemOf(from: string, to: string, today: string) {
  const vars = { from, to };
  if (to < from) return { code: 'PAUSE_ORDER', line: { key: 'standing.order', vars } } as const;
  if (to < today) return { code: 'PAUSE_PAST', line: { key: 'standing.past', vars } } as const;
  if (to > addDays(from, MOST_DAYS)) return { code: 'PAUSE_LONG', line: { key: 'standing.long', vars } } as const;
  return undefined;
}
