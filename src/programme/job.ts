import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { Json } from '../base/json.ts';
import { eventRow } from '../store/event-row.ts';
import type { RowWrite } from '../store/port.ts';
import type { StaffLine } from './manifest.ts';

/**
 * A job as its operation gets it, beside its own input: `input: z.strictObject({ …, job: jobSchema.optional() })`. The
 * operation puts `jobDone(job, lines)` among its rows, so that its work and its end are one commit and nothing is done twice.
 */
export const jobSchema = z.strictObject({
  id: z.string().min(1),
  workspace: z.string().min(1),
  /** Who is answered; null for what nobody asked from a phone. */
  lane: z.string().nullable(),
  person: z.string().nullable(),
});
export type Job = z.output<typeof jobSchema>;

/** A job that the worker runs once `at` has come. */
export function jobRow(
  asked: {
    readonly lane?: string;
    readonly person?: string;
    readonly operation: string;
    readonly input: Readonly<Record<string, Json>>;
    readonly at: Millis;
    readonly workspace: string;
  },
  { now, newId }: { readonly now: Millis; readonly newId: NewId },
): RowWrite {
  return {
    op: 'insert',
    table: 'job',
    values: {
      id: newId(),
      workspace: asked.workspace,
      lane_id: asked.lane ?? null,
      person_id: asked.person ?? null,
      operation: asked.operation,
      input: JSON.stringify(asked.input),
      not_before: asked.at,
      created_at: now,
    },
  };
}

/** What goes with an answer: files that somebody sent us, shown before the words, and what she is asked next. */
export interface Beside {
  readonly files?: readonly { readonly kind: string; readonly file: string }[];
  /** Her next message may answer this verb (programme/manifest.ts StaffVerb.answers). */
  readonly asks?: { readonly verb: string; readonly about: string };
  /** She did not ask for it now: after a day without a word of hers WhatsApp takes only our template, with this parameter. */
  readonly notice?: string;
}

/** The job is done, and who asked reads `lines`, one under the other (texts of locales/). Fails as STALE where it was done before. */
export function jobDone(
  job: Job | undefined,
  lines: readonly StaffLine[],
  now: Millis,
  beside: Beside = {},
): RowWrite[] {
  if (!job) return [];
  const done: RowWrite = {
    op: 'update',
    table: 'job',
    key: { id: job.id },
    set: { state: 1, did: 'done', done_at: now },
    expect: { state: 0 },
  };
  return [done, ...answerTo(job, lines, now, beside)];
}

/** What somebody of the team is told on her phone. */
export function answerTo(
  to: Pick<Job, 'lane' | 'person' | 'workspace'>,
  lines: readonly StaffLine[],
  now: Millis,
  { files, asks, notice }: Beside = {},
): RowWrite[] {
  if (to.lane === null || to.person === null || lines.length === 0) return [];
  const said = lines.map(({ key, vars, lists }) => ({ key, vars, ...(lists ? { lists } : {}) }));
  const beside = {
    ...(files?.length ? { files: files as unknown as Json } : {}),
    ...(asks ? { asks: { ...asks } } : {}),
    ...(notice === undefined ? {} : { notice }),
  };
  const { workspace } = to;
  return [eventRow({ id: to.person, lane: to.lane }, 'staff.answer', { lines: said, ...beside }, { workspace, now })];
}
