import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type ErrorCode, RecadoError } from '../../base/errors.ts';
import type { Decision, Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { VERDICTS, type Verdict } from '../verdict.ts';
import { TELL_AFTER } from './limits.ts';
import { filesOf, line, partLines } from './lines.ts';
import { opened } from './open.ts';
import { nextFor } from './skip.ts';
import { decidedOf, holder, type Submission, submissionOf, submissionQueries } from './submission.ts';
import { tell } from './tell.ts';
import { reviewUndo } from './undo.ts';

const input = z.strictObject({
  /** Her own, as it was opened; or the homework itself. */
  review: z.string().min(1).optional(),
  homework: z.string().min(1).optional(),
  verdict: z.enum(VERDICTS),
  /** For the learner. */
  words: z.string().trim().max(1_000).default(''),
  /** Why she need not do it: for the record, never said to her. */
  why: z.string().trim().max(200).default(''),
  by: bySchema,
  workspace: z.string().default('main'),
  job: jobSchema.optional(),
});
type Input = z.output<typeof input>;

export interface Reviewed {
  readonly review?: string;
  readonly homework?: string;
  readonly state?: string;
  /** When she is told. */
  readonly tells?: Millis;
}

const STATE: Readonly<Record<Verdict, string>> = {
  done: 'accepted',
  partly: 'accepted',
  redo: 'redo',
  excused: 'excused',
};

const queries = ({ review, homework = '' }: Input, now: Millis) =>
  submissionQueries(review === undefined ? { homework } : { review }, now);

/**
 * What a reviewer thinks of a submission. The first who says so decides: another who had it open is told kindly. What came
 * after she opened it she is shown before it is decided on a phone. Told TELL_AFTER later. Throws HOMEWORK_UNKNOWN,
 * REVIEW_DECIDED, REVIEW_HELD, REVIEW_NOTHING.
 */
export const decide: Operation<Input, Reviewed> = {
  name: 'review.decide',
  input: input as z.ZodType<Input>,
  reads: {
    homework: (given, now) => queries(given, now).homework,
    parts: (given, now) => queries(given, now).parts,
    reviews: (given, now) => queries(given, now).reviews,
    codes: ({ job, workspace }, now) => codesTaken(workspace, job?.person ?? null, now),
  },
  decide(loaded, given, at) {
    const { job, by: author, verdict, words, why, workspace } = given;
    const { now } = at;
    const of = submissionOf(loaded);
    if (!of) return refused(given, 'HOMEWORK_UNKNOWN', line('gone'), now);
    const mine = of.reviews.find((one) => one['id'] === given.review);
    const wrong = problemOf(of, mine, given, now);
    if (wrong) return refused(given, wrong.code, wrong.line, now);
    const fresh = mine && job ? of.parts.filter(({ enteredAt }) => enteredAt > Number(mine['opened_at'])) : [];
    if (mine && fresh.length > 0) {
      const lines = [line('more', { who: of.who }), ...partLines(fresh), line('ask')];
      const asks = { verb: 'review', about: String(mine['id']) };
      const seen: RowWrite = { op: 'update', table: 'review', key: { id: mine['id']! }, set: { opened_at: now } };
      return { rows: [seen, ...jobDone(job, lines, now, { files: filesOf(fresh), asks })], output: {} };
    }
    const open = mine
      ? { id: String(mine['id']), row: undefined }
      : opened(of, author, { now, newId: at.newId, workspace });
    const code =
      job &&
      undoable(
        { operation: reviewUndo.name, input: { review: open.id }, me: job.person ?? '', workspace },
        loaded['codes'] ?? [],
        at,
      );
    const said: StaffLine[] = [line(verdict, { who: of.who, title: of.title, code: code?.code ?? '' })];
    const whole = words !== '' || (mine?.['media_id'] ?? null) !== null;
    return {
      rows: [
        ...(open.row ? [open.row] : []),
        {
          op: 'update',
          table: 'review',
          key: { id: open.id },
          set: { decided_at: now, verdict, words: words === '' ? null : words },
        },
        {
          op: 'update',
          table: 'homework',
          key: { id: of.homework },
          set: {
            state: STATE[verdict],
            reviewed_at: now,
            excused_why: verdict === 'excused' ? why : null,
            // The day it is due comes anew with the asking.
            ...(verdict === 'redo' ? { due_at: null } : {}),
          },
          expect: { state: of.state, submission: of.submission },
        },
        jobRow({ operation: tell.name, input: { review: open.id, workspace }, at: now + TELL_AFTER, workspace }, at),
        ...(code ? [code.row] : []),
        audited(author, 'review.decide', of.homework, { verdict, submission: of.submission }, { now, workspace }),
        ...(job && whole ? [nextFor(job, said, at)] : []),
        ...(job && whole
          ? jobDone(job, [], now)
          : verdict === 'excused'
            ? jobDone(job, said, now)
            : jobDone(job, [...said, line(of.hears ? 'voice-hint' : 'go-on')], now, {
                asks: { verb: 'review', about: `${SAID}${open.id}` },
              })),
      ],
      output: { review: open.id, homework: of.homework, state: STATE[verdict], tells: now + TELL_AFTER },
    };
  },
};

/** Before the id of a review, in what the verb asked: its verdict is given, and a voice note may follow. */
export const SAID = 'said:';

function problemOf(of: Submission, mine: SqlRow | undefined, { by: author, verdict, review }: Input, now: Millis) {
  const { who } = of;
  const last = decidedOf(of);
  const named = (row: SqlRow): string => firstName(row['by_name']) || '-';
  const stale = review !== undefined && (!mine || mine['submission'] !== of.submission || mine['undone_at'] !== null);
  if (last && of.state !== 'received')
    return { code: 'REVIEW_DECIDED' as const, line: line('decided', { who, by: named(last) }) };
  if (stale) return { code: 'HOMEWORK_UNKNOWN' as const, line: line('gone') };
  const held = holder(of, author.id, now);
  // Whoever opened it later has it now; who says first what she thinks of it decides.
  if (held && !mine) return { code: 'REVIEW_HELD' as const, line: line('held', { who, by: named(held) }) };
  if (of.state !== 'received' && verdict !== 'excused') return { code: 'REVIEW_NOTHING' as const, line: line('gone') };
  return undefined;
}

function refused({ job }: Input, code: ErrorCode, told: StaffLine, now: Millis): Decision<Reviewed> {
  if (!job) throw new RecadoError(code, told.vars);
  return { rows: jobDone(job, [told, line('go-on')], now), output: {} };
}
