import { z } from 'zod';
import type { Operation, Query } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { SPEAKERS_SQL } from './limits.ts';
import { line, script, secondsOf } from './lines.ts';

const input = z.strictObject({
  /** What goes before it: the answer to the one before. */
  before: z
    .array(z.strictObject({ key: z.string(), vars: z.record(z.string(), z.union([z.string(), z.number()])) }))
    .default([]),
  /** Left for later: those after it are shown. */
  after: z.strictObject({ at: z.number(), id: z.string() }).optional(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/**
 * Of a person of the team: recordings of her programmes, and where she has a part of one in her care, those by people of
 * that part, or of the whole. Wants `recording r`, @me.
 */
export const IN_SIGHT = `exists (select 1 from staff f where f.person_id = @me and f.until is null and f.workspace = r.workspace
    and f.role in ${SPEAKERS_SQL} and f.programme in ('', r.programme))
  and (not exists (select 1 from staff_scope w where w.person_id = @me)
    or not exists (select 1 from staff_scope w where w.person_id = r.person_id)
    or exists (select 1 from staff f where f.person_id = @me and f.until is null and f.role = 'admin')
    or exists (select 1 from staff_scope w join staff_scope v on v.of_id = w.of_id
      where w.person_id = @me and v.person_id = r.person_id))`;

/** Drafts whose words still stand and whose file is with us. */
const WAITS = `recording r join media m on m.id = r.media_id and m.path is not null
  join pack_step s on s.programme = r.programme and s.flow = r.flow and s.step = r.step and s.source = r.source
  where r.workspace = @workspace and r.state = 'draft' and ${IN_SIGHT}`;

const waiting = (columns: string, more: string, { job }: Input, params: Query['params'] = {}): Query => ({
  sql: { sqlite: `select ${columns} from ${WAITS} ${more}` },
  params: { workspace: job.workspace, me: job.person, ...params },
});

/** `AUDIOS`: the oldest recording of somebody else that waits, to be heard and judged. */
export const next: Operation<Input, { readonly recording?: string }> = {
  name: 'recording.next',
  input: input as z.ZodType<Input>,
  reads: {
    found: (given) =>
      waiting(
        `r.id, r.language, r.step, r.made_at, m.path, m.length, s.title, s.words, s.options, s.translated,
          (select p.name from person p where p.id = r.person_id) as who`,
        'and r.person_id <> @me and (r.made_at, r.id) > (@at, @id) order by r.made_at, r.id limit 1',
        given,
        { at: given.after?.at ?? 0, id: given.after?.id ?? '' },
      ),
    counted: (given) =>
      waiting(
        'count(*) filter (where r.person_id <> @me) as others, count(*) filter (where r.person_id = @me) as mine',
        '',
        given,
      ),
  },
  decide({ found, counted }, { before, job }, { now }) {
    const row = found?.[0];
    const mine = Number(counted?.[0]?.['mine'] ?? 0);
    const left = Number(counted?.[0]?.['others'] ?? 0) - 1;
    if (!row) {
      const lines: StaffLine[] = [...before, line('none'), ...(mine > 0 ? [line('none-mine', { n: mine })] : [])];
      return { rows: jobDone(job, lines, now), output: {} };
    }
    const lines: StaffLine[] = [
      ...before,
      line('head', {
        title: String(row['title']),
        step: String(row['step']),
        language: String(row['language']),
        who: firstName(row['who']) || '-',
        seconds: secondsOf(row['length']),
      }),
      line('words', { words: script(row, [String(row['language'])]) }),
      line('ask'),
      ...(left > 0 ? [line('left', { n: left })] : []),
    ];
    const files = [{ kind: 'voice', file: String(row['path']) }];
    const asks = { verb: 'recordings', about: String(row['id']) };
    return { rows: jobDone(job, lines, now, { files, asks }), output: { recording: String(row['id']) } };
  },
};

/** What was said goes with the next one, as one message. */
export function nextFor(
  job: z.output<typeof jobSchema>,
  before: readonly StaffLine[],
  at: { readonly now: number; readonly newId: () => string },
  after?: { readonly at: number; readonly id: string },
) {
  return jobRow(
    {
      ...(job.lane === null ? {} : { lane: job.lane }),
      ...(job.person === null ? {} : { person: job.person }),
      operation: next.name,
      input: {
        before: before.map(({ key, vars }) => ({ key, vars: { ...vars } })),
        ...(after ? { after: { ...after } } : {}),
      },
      at: at.now,
      workspace: job.workspace,
    },
    at,
  );
}
