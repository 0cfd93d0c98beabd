import { z } from 'zod';
import type { Millis } from '../../base/clock.ts';
import { type Operation, operationName } from '../../store/port.ts';

/** When the next download is due, or a file is to be taken off the disk; past moments mean now. */
export const nextMedia: Operation<Record<string, never>, { readonly at: Millis | null }> = {
  name: 'media.next-due',
  input: z.object({}),
  reads: {
    rows: () => ({ sql: { sqlite: `select min(next_at) as at from media where state = 'pending'` }, params: {} }),
    trash: () => ({ sql: { sqlite: 'select at from trash limit 1' }, params: {} }),
  },
  decide: ({ rows, trash }) => ({
    rows: [],
    output: { at: (trash?.[0]?.['at'] ?? rows?.[0]?.['at'] ?? null) as Millis | null },
  }),
};
export const nextMediaName = operationName(nextMedia);
