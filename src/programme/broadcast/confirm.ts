import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited, type By, bySchema } from '../audit.ts';
import { jobRow } from '../job.ts';
import type { Sight } from '../sight.ts';
import { enqueue } from './enqueue.ts';
import { CONFIRM_WITHIN, LARGE } from './limits.ts';
import { earliest, momentsOf } from './moments.ts';
import { type Broadcast, broadcastOf, broadcastQuery, seen, zonesById } from './row.ts';

export interface Confirmed {
  readonly rows: readonly RowWrite[];
  /** When the first leaves. */
  readonly at: number;
}

/**
 * Lets a previewed broadcast go, to the people of that preview and nobody else. A large one wants its author to have read
 * it on her own phone first, or somebody else's hand. Throws BROADCAST_STATE, BROADCAST_EXPIRED, BROADCAST_TRY_FIRST.
 */
export function confirmed(
  b: Broadcast,
  by: By,
  zones: readonly SqlRow[] | undefined,
  at: { readonly now: number; readonly newId: () => string },
): Confirmed {
  const { now } = at;
  if (b.state !== 'previewed' || b.previewedAt === null)
    throw new RecadoError('BROADCAST_STATE', { id: b.id, state: b.state });
  if (now - b.previewedAt > CONFIRM_WITHIN) throw new RecadoError('BROADCAST_EXPIRED', { id: b.id });
  if (b.tally.go > LARGE && b.testedAt === null && by.id === b.by.id)
    throw new RecadoError('BROADCAST_TRY_FIRST', { id: b.id, n: b.tally.go });
  const moments = momentsOf(
    b.moment,
    (zones ?? []).map((row) => String(row['timezone'])),
    {
      now,
      zone: b.pack.timezone,
      quiet: b.pack.quiet,
    },
  );
  const first = earliest(moments);
  const job = { operation: enqueue.name, input: { id: b.id }, at: Math.max(now, first), workspace: b.workspace };
  const set = { state: first > now ? 'scheduled' : 'sending', confirmed_at: now };
  return {
    rows: [
      { op: 'update', table: 'broadcast', key: { id: b.id }, set, expect: { state: 'previewed' } },
      jobRow(job, at),
      ...(by.kind === 'staff'
        ? [audited(by, 'broadcast.send', b.id, { people: b.tally.go }, { now, workspace: b.workspace })]
        : []), // the shell's and the API's lines are written for every operation
    ],
    at: first,
  };
}

const input = z.strictObject({
  id: z.string().min(1),
  /** The four digits of the preview. */
  code: z.number().int(),
  by: bySchema,
  sight: z.custom<Sight>(),
});

/** `broadcast.send` by id. Throws BROADCAST_UNKNOWN, BROADCAST_CODE, SIGHT_DENIED and what `confirmed` throws. */
export const confirm: Operation<z.output<typeof input>, { readonly id: string; readonly at: number }> = {
  name: 'broadcast.send',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: { broadcast: ({ id }) => broadcastQuery(id), zones: ({ id }) => zonesById(id) },
  decide({ broadcast, zones }, { id, code, by, sight }, at) {
    const row = broadcast?.[0];
    if (!row) throw new RecadoError('BROADCAST_UNKNOWN', { id });
    const b = broadcastOf(row);
    seen(b, sight, by);
    if (b.code !== null && b.code !== code) throw new RecadoError('BROADCAST_CODE', { id });
    const { rows, at: first } = confirmed(b, by, zones, at);
    return { rows, output: { id, at: first } };
  },
};
