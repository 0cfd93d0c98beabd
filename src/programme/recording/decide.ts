import { z } from 'zod';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { answerTo, jobDone, jobSchema } from '../job.ts';
import { firstName } from '../on-duty.ts';
import { codesTaken, undoable } from '../undoable.ts';
import { line } from './lines.ts';
import { IN_SIGHT, nextFor } from './next.ts';
import { recordingUndo } from './undo.ts';

const input = z.strictObject({
  recording: z.string().min(1),
  verdict: z.enum(['yes', 'no', 'later']),
  /** Where it is no, for whoever recorded it. */
  why: z.string().trim().max(200).default(''),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/**
 * A second person says whether a recording goes out. From then on it is sent, in place of an older one of that step and
 * language; who recorded it hears of it. Nobody judges her own, nor what is not in her sight.
 */
export const decide: Operation<Input, null> = {
  name: 'recording.decide',
  input: input as z.ZodType<Input>,
  reads: {
    recording: ({ recording, job }) => ({
      sql: {
        sqlite: `select r.*, p.lane_id, p.language as reads, s.title, s.source as now_source,
            (select q.name from person q where q.id = r.person_id) as who, (select q.name from person q where q.id = @me) as me
          from recording r left join person p on p.id = r.person_id and p.erased_at is null
            left join pack_step s on s.programme = r.programme and s.flow = r.flow and s.step = r.step
          where r.id = @recording and ${IN_SIGHT}`,
      },
      params: { recording, me: job.person },
    }),
    older: ({ recording }) => ({
      sql: {
        sqlite: `select o.id from recording r join recording o on o.programme = r.programme and o.flow = r.flow
            and o.step = r.step and o.language = r.language and o.state = 'approved' where r.id = @recording`,
      },
      params: { recording },
    }),
    codes: ({ job }, now) => codesTaken(job.workspace, job.person, now),
  },
  decide({ recording: found, older = [], codes }, { recording, verdict, why, job }, at) {
    const { now } = at;
    const row = found?.[0];
    const on = (key: string) => ({ rows: [nextFor(job, [line(key)], at), ...jobDone(job, [], now)], output: null });
    if (row?.['state'] !== 'draft') return on('decided');
    if (row['person_id'] === job.person) return on('own');
    if (row['source'] !== row['now_source']) return on('stale');
    if (verdict === 'later') {
      const after = { at: Number(row['made_at']), id: recording };
      return { rows: [nextFor(job, [line('later')], at, after), ...jobDone(job, [], now)], output: null };
    }
    const yes = verdict === 'yes';
    const vars = { title: String(row['title']), step: String(row['step']), language: String(row['language']) };
    const { code, row: codeRow } = undoable(
      { operation: recordingUndo.name, input: { recording }, me: job.person ?? '', workspace: job.workspace },
      codes ?? [],
      at,
    );
    const judged: RowWrite = {
      op: 'update',
      table: 'recording',
      key: { id: recording },
      set: {
        state: yes ? 'approved' : 'refused',
        by_person: job.person,
        reviewed_at: now,
        why: yes || why === '' ? null : why,
      },
      expect: { state: 'draft' },
    };
    const replaced = older.map(
      ({ id }): RowWrite => ({
        op: 'update',
        table: 'recording',
        key: { id: id! },
        set: { state: 'replaced', replaced_by: recording },
      }),
    );
    const to = { lane: row['lane_id'] as string | null, person: String(row['person_id']), workspace: job.workspace };
    const told = line(yes ? 'told-yes' : 'told-no', { ...vars, by: firstName(row['me']) || '-', why });
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    return {
      rows: [
        judged,
        ...(yes ? replaced : []),
        codeRow,
        audited(by, 'recording.decide', recording, { verdict }, { now, workspace: job.workspace }),
        ...(row['lane_id'] === null ? [] : answerTo(to, [told], now, { notice: '1' })),
        nextFor(job, [line(yes ? 'yes' : 'no', { ...vars, who: firstName(row['who']) || '-', code })], at),
        ...jobDone(job, [], now),
      ],
      output: null,
    };
  },
};
