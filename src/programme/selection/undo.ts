import { z } from 'zod';
import type { Operation, RowWrite } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobRow } from '../job.ts';
import { refused } from '../refusal.ts';
import { applicationIn, askedFields, askedReads, DECIDERS, refusal } from './asked.ts';
import { line, varsOf } from './lines.ts';
import { TELL_AFTER } from './state.ts';
import { tell } from './tell.ts';

const input = z.strictObject(askedFields);
type Input = z.output<typeof input>;

/**
 * Takes the last decision back, as long as she was not told. What was decided before counts again, and where she was not
 * told of that either she will be. Throws TARGET_UNKNOWN, TARGET_SEVERAL, SELECTION_NOT_YOURS, SELECTION_TOLD, DECISION_NONE.
 */
export const undo: Operation<Input, { readonly person?: string }> = {
  name: 'selection.undo',
  input: input as z.ZodType<Input>,
  reads: askedReads,
  decide(loaded, asked, { now, newId }) {
    const { job, by, workspace } = asked;
    const found = applicationIn(loaded, asked, DECIDERS);
    if ('line' in found) return refused(found, job, {}, now);
    const vars = varsOf(found);
    const { decision_seq: seq, told_at: told } = found.row;
    if (found.state === 'withdrawn') return refused(refusal('SELECTION_WITHDRAWN', 'withdrawn', vars), job, {}, now);
    if (seq == null) return refused(refusal('DECISION_NONE', 'nothing', vars), job, {}, now);
    if (told !== null || found.row['taking_part'] !== 'applicant') {
      const key = found.state === 'selected' ? 'in-already' : 'told-already';
      return refused(refusal('SELECTION_TOLD', key, vars), job, {}, now);
    }
    const before = found.decisions.filter(({ undone }) => !undone).at(-2);
    const later: RowWrite[] =
      before && !before.told
        ? [
            jobRow(
              {
                operation: tell.name,
                input: { person: found.id, programme: found.programme, workspace },
                at: now + TELL_AFTER,
                workspace,
              },
              { now, newId },
            ),
          ]
        : [];
    return {
      rows: [
        {
          op: 'update',
          table: 'application_decision',
          key: { seq: seq! },
          set: { undone_at: now },
          expect: { told_at: null },
        },
        ...later,
        ...(job ? [audited(by, 'selection.undo', found.id, {}, { now, workspace })] : []),
        ...jobDone(job, [line(before ? `undone-${before.decision}` : 'undone', vars)], now),
      ],
      output: { person: found.id },
    };
  },
};
