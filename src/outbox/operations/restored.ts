import { z } from 'zod';
import { type Operation, operationName } from '../../store/port.ts';
import { RESTORE_NOTE, restoreNote } from '../../store/restore-note.ts';
import { followUps } from '../follow-ups.ts';
import { ended, type OutboxRow, rowsOf, updateOf } from '../row.ts';
import { tellCoordinators } from '../tell.ts';

/** Rows ended in one commit. */
const SLICE = 500;

const input = z.object({ note: restoreNote, doubtful: z.number().int().min(0) });

/**
 * After a restore, what was to leave before it may have left: the database that was lost went on after its backup was taken.
 * So may all that was written while the time in between was lived through again (assemble/after-restore.ts). None of
 * it is sent; it stands as doubtful with its reason, and coordinators are told how much. What was to leave later still leaves.
 */
export const outboxRestored: Operation<
  z.output<typeof input>,
  { readonly doubtful: number; readonly more: boolean }
> = {
  name: 'outbox.restored',
  input,
  reads: {
    rows: ({ note }) => ({
      sql: {
        sqlite: `select * from outbox where state in ('pending', 'sending', 'unknown')
          and (state <> 'pending' or next_at <= @restored or created_at >= @restored) order by seq limit ${SLICE}`,
      },
      params: { restored: note.restoredAt },
    }),
  },
  decide({ rows }, { note, doubtful }, { now }) {
    const changed = rowsOf<OutboxRow>(rows).map((row) => ({ row, change: ended('doubtful', 'restored', now) }));
    const more = changed.length === SLICE;
    const all = doubtful + changed.length;
    const value = JSON.stringify({ ...note, settledAt: now });
    return {
      rows: [
        ...changed.map(({ row, change }) => updateOf(row, change.set)),
        ...(more
          ? []
          : [
              {
                op: 'upsert' as const,
                table: 'setting',
                key: ['name'],
                values: { name: RESTORE_NOTE, value, updated_at: now },
              },
            ]),
      ],
      statements: [
        ...followUps(changed, now),
        ...(more
          ? []
          : [
              tellCoordinators({
                programme: '',
                key: 'restored',
                vars: { count: all },
                now,
                unless: { setting: RESTORE_NOTE, since: now },
              }),
            ]),
      ],
      output: { doubtful: all, more },
    };
  },
};
export const outboxRestoredName = operationName(outboxRestored);
