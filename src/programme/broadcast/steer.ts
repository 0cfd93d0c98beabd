import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation, Query, RowWrite, SqlRow } from '../../store/port.ts';
import { audited, type By, bySchema } from '../audit.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { Sight } from '../sight.ts';
import { enqueue } from './enqueue.ts';
import { HELD, SLICE } from './limits.ts';
import { earliest, type Moment, momentsOf } from './moments.ts';
import { type Broadcast, broadcastOf, broadcastQuery, seen, THREAD, zonesById } from './row.ts';

export type Turn = 'pause' | 'resume' | 'cancel';

/** What still waits in the outbox, a slice of it: the last seq, and how many. */
const waitingQuery = (id: string, after: number): Query => ({
  sql: {
    sqlite: `select max(seq) as last, count(*) as n from (select seq from outbox where kind = 'broadcast'
      and thread_id = @thread and state = 'pending' and seq > @after order by seq limit ${SLICE})`,
  },
  params: { thread: THREAD + id, after },
});

const WAITING = `kind = 'broadcast' and thread_id = @thread and state = 'pending' and seq > @after and seq <= @last`;
const SWEEPS: Partial<Record<Broadcast['state'], string>> = {
  paused: `update outbox set next_at = ${HELD} where ${WAITING}`,
  cancelled: `update outbox set state = 'dropped', why = 'cancelled', ended_at = @now where ${WAITING}`,
  sending: `update outbox set next_at = coalesce((select value ->> 'leave' from json_each(@moments)
      where value ->> 'zone' = extra ->> 'zone'), @now) where next_at >= ${HELD} and ${WAITING}`,
};

/** What holds, drops or frees the rows of one slice, and the job for the next slice. */
function sweep(
  b: Pick<Broadcast, 'id' | 'state' | 'workspace'>,
  slice: SqlRow | undefined,
  after: number,
  moments: readonly Moment[],
  at: { readonly now: number; readonly newId: () => string },
): { readonly rows: readonly RowWrite[]; readonly statements: readonly Query[] } {
  const last = Number(slice?.['last'] ?? 0);
  const sql = SWEEPS[b.state];
  if (!sql || Number(slice?.['n'] ?? 0) === 0) return { rows: [], statements: [] };
  const given: Record<string, string | number> = { thread: THREAD + b.id, after, last };
  if (b.state !== 'paused') given['now'] = at.now;
  if (b.state === 'sending') given['moments'] = JSON.stringify(moments);
  const more = Number(slice?.['n']) === SLICE;
  const next = { operation: sweepOn.name, input: { id: b.id, after: last }, at: at.now, workspace: b.workspace };
  return { rows: more ? [jobRow(next, at)] : [], statements: [{ sql: { sqlite: sql }, params: given }] };
}

const momentsNow = (b: Broadcast, zones: readonly SqlRow[] | undefined, now: number): readonly Moment[] =>
  momentsOf(
    b.moment,
    (zones ?? []).map((row) => String(row['timezone'])),
    {
      now,
      zone: b.pack.timezone,
      quiet: b.pack.quiet,
    },
  );

const sweepInput = z.strictObject({ id: z.string(), after: z.number().int(), job: jobSchema.optional() });

/** The next slice of rows that a pause, a resume or a cancel is about. */
export const sweepOn: Operation<z.output<typeof sweepInput>, null> = {
  name: 'broadcast.sweep',
  input: sweepInput,
  reads: {
    broadcast: ({ id }) => broadcastQuery(id),
    waiting: ({ id, after }) => waitingQuery(id, after),
    zones: ({ id }) => zonesById(id),
  },
  decide({ broadcast, waiting, zones }, { after, job }, at) {
    const row = broadcast?.[0];
    if (!row) return { rows: jobDone(job, [], at.now), output: null };
    const b = broadcastOf(row);
    const swept = sweep(b, waiting?.[0], after, momentsNow(b, zones, at.now), at);
    return { rows: [...jobDone(job, [], at.now), ...swept.rows], statements: swept.statements, output: null };
  },
};

const FROM: Readonly<Record<Turn, readonly Broadcast['state'][]>> = {
  pause: ['scheduled', 'sending'],
  resume: ['paused'],
  cancel: ['counting', 'previewed', 'scheduled', 'sending', 'paused'],
};
const TO = { pause: 'paused', resume: 'sending', cancel: 'cancelled' } as const;

/** Pauses, resumes or recalls. What has left has left. Throws BROADCAST_STATE. */
export function steered(
  b: Broadcast,
  turn: Turn,
  by: By,
  loaded: { readonly waiting: SqlRow | undefined; readonly zones: readonly SqlRow[] | undefined },
  at: { readonly now: number; readonly newId: () => string },
): { readonly rows: readonly RowWrite[]; readonly statements: readonly Query[] } {
  if (!FROM[turn].includes(b.state)) throw new RecadoError('BROADCAST_STATE', { id: b.id, state: b.state });
  const moments = momentsNow(b, loaded.zones, at.now);
  // One that was paused before its hour goes on waiting for it.
  const state = turn === 'resume' && b.queued === 0 ? 'scheduled' : TO[turn];
  const swept = sweep({ ...b, state }, loaded.waiting, 0, moments, at);
  const goOn =
    turn === 'resume'
      ? [
          jobRow(
            {
              operation: enqueue.name,
              input: { id: b.id },
              at: Math.max(at.now, earliest(moments)),
              workspace: b.workspace,
            },
            at,
          ),
        ]
      : [];
  const over: SqlRow = turn === 'cancel' ? { code: null, ended_at: at.now } : {};
  return {
    rows: [
      { op: 'update', table: 'broadcast', key: { id: b.id }, set: { state, ...over }, expect: { state: b.state } },
      ...goOn,
      ...swept.rows,
      ...(by.kind === 'staff'
        ? [audited(by, `broadcast.${turn}`, b.id, {}, { now: at.now, workspace: b.workspace })]
        : []),
    ],
    statements: swept.statements,
  };
}

const input = z.strictObject({
  id: z.string().min(1),
  turn: z.enum(['pause', 'resume', 'cancel']),
  by: bySchema,
  sight: z.custom<Sight>(),
});

/** Pause, resume or cancel by id. Throws BROADCAST_UNKNOWN, BROADCAST_STATE, SIGHT_DENIED. */
export const steer: Operation<z.output<typeof input>, { readonly id: string }> = {
  name: 'broadcast.steer',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    broadcast: ({ id }) => broadcastQuery(id),
    waiting: ({ id }) => waitingQuery(id, 0),
    zones: ({ id }) => zonesById(id),
  },
  decide({ broadcast, waiting, zones }, { id, turn, by, sight }, at) {
    const row = broadcast?.[0];
    if (!row) throw new RecadoError('BROADCAST_UNKNOWN', { id });
    const b = broadcastOf(row);
    seen(b, sight, by);
    return { ...steered(b, turn, by, { waiting: waiting?.[0], zones }, at), output: { id } };
  },
};

/** For who names it by its code: what `steered` wants to know. */
export const waitingByCode = (code: number): Query => ({
  sql: {
    sqlite: `select max(seq) as last, count(*) as n from (select o.seq from broadcast b join outbox o
        on o.kind = 'broadcast' and o.thread_id = '${THREAD}' || b.id and o.state = 'pending'
      where b.code = @code order by o.seq limit ${SLICE})`,
  },
  params: { code },
});
