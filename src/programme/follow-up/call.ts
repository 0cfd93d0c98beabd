import { z } from 'zod';
import { type ErrorCode, RecadoError } from '../../base/errors.ts';
import { CALL_OUTCOMES, CALLED_LASTS, OUTCOMES, type Outcome } from '../../domain/at-risk.ts';
import { addDays, localDate } from '../../domain/time.ts';
import type { Decision, Operation } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { sightSchema } from './asked.ts';
import { line, why } from './lines.ts';
import { type Happened, written } from './outcome.ts';
import { type Called, whomIn, whomQuery } from './whom.ts';

const input = z.strictObject({
  sight: sightSchema,
  /** A number of today's list or of the roster, or a name … */
  who: z.string().max(80).optional(),
  /** … or herself. */
  person: z.strictObject({ id: z.string(), programme: z.string() }).optional(),
  /** Absent: her number is asked for. */
  outcome: z.enum(OUTCOMES).optional(),
  words: z.string().trim().max(200).default(''),
  on: z.iso.date().optional(),
  timezone: z.string().min(1),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

/** She puts nobody off for longer. */
const LATEST_DAYS = 60;

/**
 * What came of a call, one outcome each; without one, her number and what to answer. Throws TARGET_UNKNOWN, TARGET_SEVERAL,
 * CALL_DAY, CALL_WHY, CALL_GREETED, CALL_NOT_NOW.
 */
export const call: Operation<Input, { readonly person?: string }> = {
  name: 'follow-up.call',
  input: input as z.ZodType<Input>,
  reads: {
    people: ({ by, ...given }, now) => whomQuery({ ...given, staff: by.id }, now),
    taken: ({ workspace, by }, now) => codesTaken(workspace, by.id, now),
  },
  decide({ people = [], taken = [] }, given, { now, newId }) {
    const { who = '', outcome, words, on, timezone, by, workspace, job } = given;
    const her = whomIn(people, given.person ? '' : who);
    if (typeof her === 'string')
      return refused(her === 'unknown' ? 'TARGET_UNKNOWN' : 'TARGET_SEVERAL', line(her, { who }), given, now);
    const asks = { verb: 'call', about: `${her.programme} ${her.id}` };
    // What came of a call that was made all the same is put down.
    if (her.leftAlone && (outcome === undefined || outcome === 'greeted'))
      return refused('CALL_NOT_NOW', line('not-now', { who: firstName(her.name) || '-' }), given, now);
    if (outcome === undefined)
      return { rows: jobDone(job, card(her, given, now), now, { asks }), output: { person: her.id } };
    const wrong = problemOf(her, outcome, given, now);
    if (wrong)
      return refused(wrong.code, line(wrong.key, { who: firstName(her.name) || '-', ...wrong.vars }), given, now, asks);
    const happened: Happened = { outcome, words, ...(on === undefined ? {} : { on }), timezone, by, workspace };
    const done = written(her, happened, { now, newId });
    const back = job
      ? undoable({ operation: 'follow-up.undo', input: done.undo, me: by.id, workspace }, taken, { now, newId })
      : undefined;
    const lines: StaffLine[] = [
      line(`done-${outcome}`, { who: firstName(her.name) || '-', why: words, on: on ?? localDate(now, timezone) }),
      ...(back && outcome !== 'greeted' ? [line('undo', { code: back.code })] : []),
    ];
    return {
      rows: [...done.rows, ...(back && outcome !== 'greeted' ? [back.row] : []), ...jobDone(job, lines, now)],
      statements: done.statements,
      output: { person: her.id },
    };
  },
};

/** Her number, only for who may read it, why she is to be called, and how to say what came of it. */
function card(her: Called, { sight }: Input, now: number): readonly StaffLine[] {
  const who = firstName(her.name) || '-';
  const phones = sight.classes.includes('team') ? her.phones : [];
  const head = phones.length > 0 ? line('card', { who, phone: phones.join(', ') }) : line('card-none', { who });
  const reasons = her.reasons.map((reason) => why(reason, now));
  return [head, ...(reasons.length > 0 ? [{ ...line('card-why'), lists: { why: reasons } }] : []), line('outcomes')];
}

interface Problem {
  readonly code: ErrorCode;
  readonly key: string;
  readonly vars?: StaffLine['vars'];
}

function problemOf(her: Called, outcome: Outcome, { words, on, timezone }: Input, now: number): Problem | undefined {
  const today = localDate(now, timezone);
  if (outcome === 'later' && on === undefined) return { code: 'CALL_DAY', key: 'how-later' };
  if (outcome === 'later' && (on! < today || on! > addDays(today, LATEST_DAYS)))
    return { code: 'CALL_DAY', key: 'not-then', vars: { on: on! } };
  if (outcome === 'leaves' && words === '') return { code: 'CALL_WHY', key: 'how-leaves' };
  if (outcome === 'greeted' && her.greetedAt !== null && now - her.greetedAt < CALLED_LASTS)
    return { code: 'CALL_GREETED', key: 'greeted-already' };
  return undefined;
}

function refused(
  code: ErrorCode,
  said: StaffLine,
  { job }: Input,
  now: number,
  asks?: { readonly verb: string; readonly about: string },
): Decision<{ readonly person?: string }> {
  if (!job) throw new RecadoError(code, said.vars);
  return { rows: jobDone(job, [said], now, asks ? { asks } : {}), output: {} };
}

/** What `LLAME 7 2` numbers. */
export const outcomeOf = (n: number): Outcome | undefined => CALL_OUTCOMES[n - 1];
