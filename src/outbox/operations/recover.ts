import { z } from 'zod';
import { type Operation, operationName } from '../../store/port.ts';
import { type OutboxRow, rowsOf, updateOf } from '../row.ts';
import { open } from './free.ts';

/** In `code`: our own end cut the attempt off, so that its being unknown says nothing about the provider. */
export const CUT_OFF = 'cut-off';

/**
 * At start-up nothing is in flight: what stands as `sending` was cut off, and only a status can tell what came of it.
 * What was unknown before waits anew, since statuses could not reach us while we were down.
 */
export const recover: Operation<Record<string, never>, { readonly found: number }> = {
  name: 'outbox.recover',
  input: z.object({}),
  reads: {
    rows: () => ({
      sql: { sqlite: `select * from outbox o where ${open('o')} and state in ('sending', 'unknown')` },
      params: {},
    }),
  },
  decide(loaded, _input, { now }) {
    const rows = rowsOf<OutboxRow>(loaded['rows']);
    return {
      rows: rows.map((row) =>
        updateOf(row, { state: 'unknown', sending_at: now, ...(row.state === 'sending' ? { code: CUT_OFF } : {}) }),
      ),
      output: { found: rows.length },
    };
  },
};
export const recoverName = operationName(recover);
