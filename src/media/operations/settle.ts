import { z } from 'zod';
import { SECOND } from '../../base/clock.ts';
import type { ThenEvents } from '../../domain/kept.ts';
import { eventRow } from '../../store/event-row.ts';
import { type Operation, operationName, type RowWrite } from '../../store/port.ts';
import { TRIES_TO_FETCH } from '../limits.ts';
import { REASONS, type Reason } from '../reason.ts';

const reason = z.enum(Object.keys(REASONS) as [Reason, ...Reason[]]);
const input = z.object({
  id: z.string(),
  fetched: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('kept'),
      path: z.string(),
      mime: z.string(),
      bytes: z.number().int(),
      sha256: z.string(),
      sound: z.object({ seconds: z.number(), silent: z.boolean() }).optional(),
    }),
    z.object({ state: z.literal('refused'), reason }),
    z.object({ state: z.literal('again'), reason, wait: z.number().int().min(0) }),
  ]),
});
export type SettleMediaInput = z.infer<typeof input>;

interface MediaRow {
  readonly id: string;
  readonly workspace: string;
  readonly person_id: string | null;
  readonly lane_id: string;
  readonly kind: string;
  readonly inbox_seq: number;
  readonly nth: number;
  readonly tries: number;
  /** JSON of ThenEvents. */
  readonly then_events: string | null;
}

/**
 * Writes what came of one download. She believes that what she sent is with us: where it is not and never will be, her
 * conversation hears of it (event `media.refused`), to ask for it once more.
 */
export const settleMedia: Operation<
  SettleMediaInput,
  { readonly state: 'kept' | 'refused' | 'gone' | 'pending' | 'none' }
> = {
  name: 'media.settle',
  input,
  reads: {
    rows: ({ id }) => ({
      sql: {
        sqlite: `select m.id, m.workspace, m.person_id, m.kind, m.inbox_seq, m.nth, m.tries, m.then_events, a.lane_id
          from media m join address a on a.id = m.address_id where m.id = @id and m.state = 'pending'`,
      },
      params: { id },
    }),
    known: ({ id }) => ({ sql: { sqlite: 'select 1 from media where id = @id' }, params: { id } }),
  },
  decide(loaded, { id, fetched }, { now }) {
    const row = loaded['rows']?.[0] as unknown as MediaRow | undefined;
    if (!row) {
      // She was erased while it came: nothing names the file, and it must not lie there for ever.
      const lost: RowWrite[] =
        fetched.state === 'kept' && !loaded['known']?.[0]
          ? [{ op: 'insert-new', table: 'trash', values: { path: fetched.path, at: now } }]
          : [];
      return { rows: lost, output: { state: 'none' } };
    }
    const update = (set: Extract<RowWrite, { op: 'update' }>['set']): RowWrite => ({
      op: 'update',
      table: 'media',
      key: { id },
      set,
    });
    if (fetched.state === 'kept') {
      const { path, mime, bytes, sha256, sound } = fetched;
      const heard = {
        length: sound ? Math.round(sound.seconds * SECOND) : null,
        silent: sound ? Number(sound.silent) : null,
      };
      const kept = update({ state: 'kept', path, mime, bytes, sha256, reason: null, ...heard });
      return { rows: [kept, ...then(row, 'kept', now, path)], output: { state: 'kept' } };
    }
    if (fetched.state === 'again' && row.tries < TRIES_TO_FETCH) {
      return { rows: [update({ next_at: now + fetched.wait, reason: fetched.reason })], output: { state: 'pending' } };
    }
    const state = fetched.state === 'refused' && fetched.reason !== 'gone' ? 'refused' : 'gone';
    const { workspace, lane_id: lane, person_id: person, inbox_seq: inboxSeq, nth, kind } = row;
    const lost = { inboxSeq, nth, kind, reason: fetched.reason };
    const news = eventRow({ id: person, lane }, 'media.refused', lost, { workspace, now });
    return { rows: [update({ state, reason: fetched.reason }), news, ...then(row, 'lost', now)], output: { state } };
  },
};

/** Tells the lane that waits for this file. */
function then({ workspace, then_events }: MediaRow, came: keyof ThenEvents, now: number, file?: string): RowWrite[] {
  if (then_events === null) return [];
  const { lane, person, name, payload } = (JSON.parse(then_events) as ThenEvents)[came];
  const whole = file === undefined ? payload : { ...payload, file };
  return [eventRow({ id: person, lane }, name, whole, { workspace, now })];
}
export const settleMediaName = operationName(settleMedia);
