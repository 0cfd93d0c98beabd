import { z } from 'zod';
import { type Operation, operationName } from '../../store/port.ts';
import { LEASE } from '../limits.ts';

export interface ClaimedMedia {
  readonly id: string;
  readonly channel: string;
  /** JSON of MediaRef. */
  readonly ref: string;
  readonly tries: number;
}

/** Takes what is due: its try is counted and its next moment set before the download begins, so a crash is one try. */
export const claimMedia: Operation<{ limit: number }, { readonly taken: readonly ClaimedMedia[] }> = {
  name: 'media.claim',
  input: z.object({ limit: z.number().int().min(1) }),
  reads: {
    rows: ({ limit }, now) => ({
      sql: {
        sqlite: `select id, channel, ref, tries + 1 as tries from media
          where state = 'pending' and next_at <= @now order by next_at limit @limit + 0`,
      },
      params: { now, limit },
    }),
  },
  decide(loaded, _input, { now }) {
    const taken = (loaded['rows'] ?? []) as unknown as readonly ClaimedMedia[];
    return {
      rows: taken.map(({ id, tries }) => ({
        op: 'update',
        table: 'media',
        key: { id },
        set: { tries, next_at: now + LEASE },
      })),
      output: { taken },
    };
  },
};
export const claimMediaName = operationName(claimMedia);
