import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type Operation, operationName } from '../../store/port.ts';

/** When the next download is due, or, for whoever can do that, a file is to be taken off the disk; past moments mean now. */
export const nextMedia: Operation<{ clears: boolean }, { readonly at: Millis | null }> = {
  name: 'media.next-due',
  input: z.object({ clears: z.boolean() }),
  reads: {
    rows: () => ({ sql: { sqlite: `select min(next_at) as at from media where state = 'pending'` }, params: {} }),
    trash: ({ clears }) => ({
      // A file that somebody sent again is no trash: it is asked for by nobody (trashNext), and must not be due for ever.
      sql: {
        sqlite: `select at from trash t where @clears and not exists (select 1 from media m where m.path = t.path) limit 1`,
      },
      params: { clears: Number(clears) },
    }),
  },
  decide: ({ rows, trash }) => ({
    rows: [],
    output: { at: (trash?.[0]?.['at'] ?? rows?.[0]?.['at'] ?? null) as Millis | null },
  }),
};
export const nextMediaName = operationName(nextMedia);
