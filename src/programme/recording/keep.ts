import { z } from 'zod';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { aboutSchema } from './begin.ts';
import { GRACE, LONGEST, LOOK_AFTER, PLAYABLE, SHORTEST, WAIT_FOR_FILE } from './limits.ts';
import { line, secondsOf } from './lines.ts';
import { recordingUndo } from './undo.ts';

const input = z.strictObject({
  ...aboutSchema.shape,
  /** The file, as it came. */
  inbox: z.number().int(),
  nth: z.number().int(),
  /** When it came. */
  since: z.number().int(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/**
 * A voice note becomes the draft of a step: once it is fetched, long enough, short enough and not silent. Her answer waits
 * for that; another person has to approve it before anybody gets it.
 */
export const keep: Operation<Input, { readonly recording?: string }> = {
  name: 'recording.keep',
  input: input as z.ZodType<Input>,
  reads: {
    media: ({ inbox, nth }) => ({
      sql: {
        sqlite: `select id, kind, state, mime, length, silent, reason from media where inbox_seq = @inbox and nth = @nth`,
      },
      params: { inbox, nth },
    }),
    step: ({ programme, flow, step }) => ({
      sql: {
        sqlite: 'select title, source from pack_step where programme = @programme and flow = @flow and step = @step',
      },
      params: { programme, flow, step },
    }),
    drafts: ({ programme, flow, step, language, job }) => ({
      sql: {
        sqlite: `select id from recording where programme = @programme and flow = @flow and step = @step
          and language = @language and state = 'draft' and person_id = @me`,
      },
      params: { programme, flow, step, language, me: job.person },
    }),
    codes: ({ job }, now) => codesTaken(job.workspace, job.person, now),
  },
  decide({ media, step: steps, drafts = [], codes }, given, at) {
    const { job, inbox: _, nth: __, since, ...about } = given;
    const { now } = at;
    const file = media?.[0];
    const step = steps?.[0];
    const asks = { verb: 'record', about: JSON.stringify(about) };
    const again = (told: StaffLine) => ({ rows: jobDone(job, [told, line('again')], now, { asks }), output: {} });
    if (!step) return { rows: jobDone(job, [line('gone')], now), output: {} };
    if (!file) return again(line('not-audio'));
    if (file['state'] === 'pending') {
      if (now - since >= WAIT_FOR_FILE) return again(line('not-fetched'));
      const { job: _job, ...same } = given;
      const next = jobRow(
        {
          ...(job.lane === null ? {} : { lane: job.lane }),
          ...(job.person === null ? {} : { person: job.person }),
          operation: keep.name,
          input: same,
          at: now + Math.max(LOOK_AFTER, now - since),
          workspace: job.workspace,
        },
        at,
      );
      return { rows: [next, ...jobDone(job, [], now)], output: {} };
    }
    const wrong = wrongWith(file);
    if (wrong) return again(wrong);
    const id = at.newId();
    const code = undoable(
      { operation: recordingUndo.name, input: { recording: id }, me: job.person ?? '', workspace: job.workspace },
      codes ?? [],
      at,
    );
    const replaced = drafts.map(
      (row): RowWrite => ({
        op: 'update',
        table: 'recording',
        key: { id: row['id']! },
        set: { state: 'replaced', replaced_by: id },
      }),
    );
    const values = {
      id,
      workspace: job.workspace,
      ...about,
      media_id: file['id']!,
      source: step['source']!,
      state: 'draft',
      person_id: job.person ?? '',
      made_at: now,
    };
    const lines = [
      line(drafts.length > 0 ? 'kept-anew' : 'kept', {
        title: String(step['title']),
        step: about.step,
        language: about.language,
        seconds: secondsOf(file['length']),
        code: code.code,
      }),
      line('waits'),
    ];
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    return {
      rows: [
        { op: 'insert', table: 'recording', values },
        ...replaced,
        code.row,
        audited(by, 'recording.keep', id, { ...about }, { now, workspace: job.workspace }),
        ...jobDone(job, lines, now, { asks }),
      ],
      output: { recording: id },
    };
  },
};

/** Why a file will not do, in plain words; undefined where it does. */
function wrongWith(file: SqlRow): StaffLine | undefined {
  const { state, reason, kind, mime, length, silent } = file;
  if (state !== 'kept')
    return line(
      reason === 'too-large' || reason === 'empty' ? reason : reason === 'type' ? 'not-audio' : 'not-fetched',
    );
  if (kind !== 'voice' || !PLAYABLE.includes(String(mime).split(';')[0]!)) return line('not-audio');
  if (typeof length !== 'number') return line('unreadable');
  if (length < SHORTEST) return line('empty');
  if (length > LONGEST + GRACE) return line('too-long', { seconds: secondsOf(length), most: secondsOf(LONGEST) });
  return silent === 1 ? line('silent') : undefined;
}
