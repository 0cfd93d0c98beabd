import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Decision, Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { sightQuery } from '../sight.ts';
import { maySecond, mayWrite } from './author.ts';
import { confirmed } from './confirm.ts';
import { STUTTER, WRONG_MOST } from './limits.ts';
import { errorLine } from './lines.ts';
import { type Progress, progressOf } from './progress.ts';
import { BROADCASTS, type Broadcast, broadcastOf, THREAD } from './row.ts';
import { whenVars } from './said.ts';
import { steered, waitingByCode } from './steer.ts';
import { placeQuery, tried } from './try.ts';

const input = z.strictObject({
  what: z.enum(['send', 'test', 'cancel']),
  /** Absent: her newest that waits. */
  code: z.number().int().optional(),
  job: jobSchema,
});
type Input = z.output<typeof input>;

const OF_CODE = `(select id from broadcast where workspace = @workspace and code = @code)`;

/** `ENVIAR 4821`, `PROBAR`, `CANCELAR 4821` from a phone of the team. */
export const byCode: Operation<Input, null> = {
  name: 'broadcast.by-code',
  input,
  reads: {
    roles: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    found: ({ code, job }) => ({
      sql: { sqlite: `${BROADCASTS} where b.workspace = @workspace and b.code = @code` },
      params: { workspace: job.workspace, code: code ?? null },
    }),
    mine: ({ job }) => ({
      sql: {
        sqlite: `${BROADCASTS} where b.workspace = @workspace and b.by_id = @person and b.state = 'previewed'
          order by b.created_at desc, b.id desc`,
      },
      params: { workspace: job.workspace, person: job.person },
    }),
    zones: ({ code, job }) => ({
      sql: {
        sqlite: `select timezone from cohort where programme = (select programme from broadcast where id = ${OF_CODE}) union
          select timezone from unit where programme = (select programme from broadcast where id = ${OF_CODE})
            and timezone is not null`,
      },
      params: { workspace: job.workspace, code: code ?? null },
    }),
    waiting: ({ code }) => waitingByCode(code ?? 0),
    progress: ({ code, job }) => ({
      sql: {
        sqlite: `select state, count(*) as n from outbox where kind = 'broadcast' and thread_id = '${THREAD}' || ${OF_CODE}
          group by state`,
      },
      params: { workspace: job.workspace, code: code ?? null },
    }),
    place: ({ job }) => placeQuery(job.person ?? ''),
  },
  decide(loaded, { what, code, job }, at) {
    const say = (rows: readonly RowWrite[], ...lines: StaffLine[]): Decision<null> => ({
      rows: [...rows, ...jobDone(job, lines, at.now)],
      output: null,
    });
    const sight = mayWrite(job.workspace, loaded['roles']);
    if (!sight || job.person === null) return say([], { key: 'staff.broadcast-not-you', vars: {} });
    const mine = (loaded['mine'] ?? []).map(broadcastOf);
    const given = (loaded['found'] ?? []).map(broadcastOf)[0];
    const hers = given && (given.by.id === job.person || maySecond(sight, given.programme)) ? given : undefined;
    const b = code === undefined ? mine[0] : hers;
    if (!b) {
      if (code === undefined) return say([], { key: 'staff.broadcast-none', vars: {} });
      return say(wrong(loaded['mine'] ?? [], at.now), { key: 'staff.broadcast-unknown-code', vars: { code } });
    }
    const by = { kind: 'staff', id: job.person } as const;
    try {
      if (what === 'test') return test(b);
      return what === 'send' ? send(b) : cancel(b);
    } catch (error) {
      if (error instanceof RecadoError) return say([], errorLine(error, { code: b.code ?? 0 }));
      throw error;
    }

    function test(one: Broadcast): Decision<null> {
      const place = loaded['place']?.[0];
      if (!place || one.state !== 'previewed') return say([], { key: 'staff.broadcast-none', vars: {} });
      return say(tried(one, place, at), { key: 'staff.broadcast-tried', vars: { code: one.code ?? 0 } });
    }

    function send(one: Broadcast): Decision<null> {
      if (one.state !== 'previewed') return say([], ...already(one));
      const { rows, at: first } = confirmed(one, by, loaded['zones'], at);
      const vars = { n: one.tally.go, code: one.code ?? 0 };
      if (first > at.now)
        return say(rows, {
          key: 'staff.broadcast-scheduled',
          vars: { ...vars, ...whenVars(first, one.pack.timezone) },
        });
      return say(rows, { key: 'staff.broadcast-sending', vars });
    }

    /** Ten impatient ENVIAR are answered once. */
    function already(one: Broadcast): StaffLine[] {
      if (one.confirmedAt !== null && at.now - one.confirmedAt < STUTTER) return [];
      if (one.state === 'counting') return [{ key: 'staff.broadcast-counting', vars: {} }];
      const { sent, delivered, of } = progress(one);
      return [{ key: `staff.broadcast-already-${one.state}`, vars: { n: sent + delivered, of, code: one.code ?? 0 } }];
    }

    function cancel(one: Broadcast): Decision<null> {
      const before = progress(one);
      const done = steered(one, 'cancel', by, { waiting: loaded['waiting']?.[0], zones: loaded['zones'] }, at);
      const left = before.of - before.waiting;
      const line: StaffLine =
        left === 0
          ? { key: 'staff.broadcast-cancelled', vars: { code: one.code ?? 0 } }
          : { key: 'staff.broadcast-recalled', vars: { code: one.code ?? 0, left, n: before.waiting } };
      return { ...say(done.rows, line), statements: done.statements };
    }

    function progress(one: Broadcast): Progress {
      return progressOf(one, code === undefined ? [] : (loaded['progress'] ?? []));
    }
  },
};

/** A wrong code counts against all that wait for one: after a few nothing can be guessed any more. */
function wrong(mine: readonly SqlRow[], now: number): RowWrite[] {
  return mine.map((row) => {
    const times = Number(row['wrong']) + 1;
    const over: SqlRow = times >= WRONG_MOST ? { state: 'cancelled', code: null, ended_at: now } : {};
    return { op: 'update', table: 'broadcast', key: { id: row['id']! }, set: { wrong: times, ...over } };
  });
}
