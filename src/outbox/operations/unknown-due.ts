import { z } from 'zod';
import { type Operation, operationName } from '../../store/port.ts';
import { followUps } from '../follow-ups.ts';
import { TRIES_TO_SEND, UNKNOWN_REPLY, UNKNOWN_REST } from '../limits.ts';
import { type Change, ended, isReply, type OutboxRow, rowsOf, updateOf } from '../row.ts';
import { open } from './free.ts';
import { CUT_OFF } from './recover.ts';

/** SQL: when the unknown outcome of outbox row `o` is no longer waited for. */
export const UNKNOWN_UNTIL = `(o.sending_at + case o.priority when 0 then ${UNKNOWN_REPLY} else ${UNKNOWN_REST} end)`;

/**
 * Unknown outcomes that no status has told in time: a reply goes once more, marked as a possible repeat, and again where
 * our own end cut that off: two crashes in a row must not cost her the question. What nobody waits for at this moment is
 * rather missed than doubled, and is shown as doubtful.
 */
export const unknownDue: Operation<Record<string, never>, { readonly again: number; readonly doubtful: number }> = {
  name: 'outbox.unknown-due',
  input: z.object({}),
  reads: {
    rows: (_input, now) => ({
      sql: {
        sqlite: `select o.* from outbox o where ${open('o')} and o.state = 'unknown' and ${UNKNOWN_UNTIL} <= @now`,
      },
      params: { now },
    }),
  },
  decide(loaded, _input, { now }) {
    const changed = rowsOf<OutboxRow>(loaded['rows']).map((row): { row: OutboxRow; change: Change } => {
      const untried = row.repeat === 0 || (row.code === CUT_OFF && row.attempts < TRIES_TO_SEND);
      const again = isReply(row) && untried;
      const change = again
        ? { set: { state: 'pending', repeat: 1, next_at: now, code: null }, ended: false }
        : ended('doubtful', 'doubtful', now);
      return { row, change };
    });
    const doubtful = changed.filter(({ change }) => change.ended).length;
    return {
      rows: changed.map(({ row, change }) => updateOf(row, change.set)),
      statements: followUps(changed, now),
      output: { again: changed.length - doubtful, doubtful },
    };
  },
};
export const unknownDueName = operationName(unknownDue);
