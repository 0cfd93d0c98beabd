import { z } from 'zod';
import type { Recording } from '../../domain/recording.ts';
import type { Operation } from '../../store/port.ts';

/** Every recording that may be sent: approved, and its file still with us. What it is of is judged when it is sent. */
export const approved: Operation<Record<string, never>, readonly Recording[]> = {
  name: 'recording.approved',
  input: z.object({}),
  reads: {
    rows: () => ({
      sql: {
        sqlite: `select r.programme || '/' || r.flow as flow, r.step, r.language, m.path as file, r.source
          from recording r join media m on m.id = r.media_id
          where r.state = 'approved' and m.path is not null order by r.made_at, r.id`,
      },
      params: {},
    }),
  },
  decide: ({ rows }) => ({ rows: [], output: (rows ?? []) as unknown as readonly Recording[] }),
};
