import { z } from 'zod';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import { line } from './lines.ts';

const input = z.strictObject({ recording: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

/**
 * By DESHACER: whoever judged it takes her verdict back, and what it had replaced is sent again; whoever recorded it takes
 * her draft back, and has her last one again.
 */
export const recordingUndo: Operation<Input, null> = {
  name: 'recording.undo',
  input: input as z.ZodType<Input>,
  reads: {
    recording: ({ recording }) => ({
      sql: { sqlite: 'select id, state, person_id, by_person from recording where id = @recording' },
      params: { recording },
    }),
    replaced: ({ recording }) => ({
      sql: { sqlite: "select id, by_person from recording where replaced_by = @recording and state = 'replaced'" },
      params: { recording },
    }),
  },
  decide({ recording: found, replaced = [] }, { recording, job }, { now }) {
    const row = found?.[0];
    const mine = row?.['by_person'] === job.person && (row?.['state'] === 'approved' || row?.['state'] === 'refused');
    const drawn = row?.['person_id'] === job.person && row?.['state'] === 'draft';
    if (!row || !(mine || drawn)) return { rows: jobDone(job, [line('undo-late')], now), output: null };
    const set: SqlRow = mine
      ? { state: 'draft', by_person: null, reviewed_at: null, why: null }
      : { state: 'withdrawn', reviewed_at: now };
    const back = replaced
      .filter((one) => (one['by_person'] !== null) === mine)
      .map(
        ({ id }): RowWrite => ({
          op: 'update',
          table: 'recording',
          key: { id: id! },
          set: { state: mine ? 'approved' : 'draft', replaced_by: null },
        }),
      );
    const by = { kind: 'staff', id: job.person ?? '' } as const;
    return {
      rows: [
        { op: 'update', table: 'recording', key: { id: recording }, set },
        ...back,
        audited(by, 'recording.undo', recording, {}, { now, workspace: job.workspace }),
        ...jobDone(job, [line(mine ? 'undone-verdict' : 'undone-draft')], now),
      ],
      output: null,
    };
  },
};
