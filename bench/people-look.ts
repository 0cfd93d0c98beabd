import { performance } from 'node:perf_hooks';
import type Sqlite from 'better-sqlite3';
import type { Query } from '../src/store/port.ts';
import { built } from './built.ts';
import { OUR_NUMBER } from './lesson.ts';
import { copyOf, MONDAY, TEN } from './people.ts';
import { median } from './rounds.ts';

/** What is asked again and again, and must not grow with all that waits. Milliseconds, median. */
export interface Looked {
  readonly what: string;
  readonly ms: number;
  /** At most so many milliseconds with a hundred thousand people. */
  readonly goal: number;
}

const TIMES = 9;
/** Timers of each of the many that sleep for weeks; so few are due. */
const ASLEEP = 10;
const DUE = 500;

/** Each looks as the product does, by its own statements over its own indexes. */
export async function looks(field: {
  readonly folder: string;
  readonly template: string;
  readonly people: number;
}): Promise<Looked[]> {
  const { audienceQuery } = await built<typeof import('../src/programme/audience.ts')>('programme/audience.js');
  const { shellSight } = await built<typeof import('../src/programme/sight.ts')>('programme/sight.js');
  const { createClaim } = await built<typeof import('../src/store/sqlite/claim.ts')>('store/sqlite/claim.js');
  const { nextTimer } = await built<typeof import('../src/store/pending.ts')>('store/pending.js');
  const { claim } = await built<typeof import('../src/outbox/operations/claim.ts')>('outbox/operations/claim.js');
  const { nextDue } = await built<typeof import('../src/outbox/operations/next-due.ts')>(
    'outbox/operations/next-due.js',
  );
  const { look } = await built<typeof import('../src/outbox/operations/look.ts')>('outbox/operations/look.js');
  const { connectWriter } = await built<typeof import('../src/store/sqlite/connect.ts')>('store/sqlite/connect.js');
  const path = copyOf(field.folder, field.template, 'looks');
  const db = connectWriter(path);
  fill(db);
  const now = TEN - 1_000;
  const rows = ({ sql, params }: Query) => {
    const statement = db.prepare(sql.sqlite);
    return () => void statement.all(params);
  };
  const sight = shellSight('main');
  const count = (more: object) => {
    const { sql, params } = audienceQuery({ programme: 'llera', ...more }, sight, now);
    return rows({ sql: { sqlite: `select count(*) from (${sql.sqlite})` }, params });
  };
  const due = createClaim(db);
  const channel = 'whatsapp-cloud';
  const asked = { channel, lowest: 2 } as const;
  const claiming = { ...asked, windowed: true, packs: [], limit: 48, room: 48, rooms: {}, numbers: [OUR_NUMBER] };
  const about = { blocked: {}, zone: 'UTC', quiet: [], sms: [], budgets: [] };
  const waiting = { channels: [{ ...asked, held: [] }] };
  const resting = { channels: [{ ...asked, held: [OUR_NUMBER] }] };
  const all: [string, number, () => void][] = [
    ['audience: everybody', 200, count({})],
    ['audience: a cohort', 200, count({ cohorts: ['todas'] })],
    ['audience: who has not opened a lesson', 200, count({ lesson: { name: 'dos-botes', state: 'unopened' } })],
    ['audience: attendance below 80 %', 200, count({ attendance: { below: 0.8 } })],
    [`due timers: a batch of ${DUE} due, of ${ASLEEP} a person`, 5, () => void due.take(100, now)],
    ['due timers: when the next one is', 5, rows(nextTimer.reads['next']!({}, now))],
    ['outbox: claim, a broadcast to all waiting', 5, rows(claim.reads['rows']!({ ...claiming, ...about }, now))],
    ['outbox: is anything due', 5, rows(look.reads['due']!({ channels: [channel] }, now))],
    ['outbox: when the next one is', 5, rows(nextDue.reads['pending']!(waiting, now))],
    ['outbox: the same while our number rests', 5, rows(nextDue.reads['pending']!(resting, now))],
  ];
  const found = all.map(([what, goal, ask]) => ({ what, ms: median(times(ask)), goal }));
  db.close();
  return found;
}

function times(ask: () => void): number[] {
  ask();
  return Array.from({ length: TIMES }, () => {
    const began = performance.now();
    ask();
    return performance.now() - began;
  });
}

/** Timers that sleep, sessions that were held, lessons that were let go, and a broadcast to all that waits. */
function fill(db: InstanceType<typeof Sqlite>): void {
  db.exec(`begin;
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ${ASLEEP})
      insert into timer (id, person_id, key, request, phase, due_at, created_at)
        select 't' || i || id, id, 'k' || i, '{}', 'due', ${TEN} + 86400000 * i, 0 from n, person;
    update timer set due_at = ${MONDAY} where id in (select id from timer where key = 'k1' limit ${DUE});
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 4)
      insert into session (id, cohort_id, plan_id, title, starts_at, ends_at)
        select 's' || i, 'c', 's' || i, 'Sesión', ${MONDAY} - i * 86400000, ${MONDAY} - i * 86400000 + 3600000 from n;
    insert into attendance_fact (id, session_id, person_id, status, method, happened_at, sent_by, entered_at)
      select 'f' || s.id || r.person_id, s.id, r.person_id, iif((r.number + s.rowid) % 3 = 0, 'absent', 'present'), 'roll', 0, 'arrival', 0
      from session s, roster r;
    update roster set since = 0;
    insert or ignore into flow_progress (person_id, flow, version, released_at) select id, 'llera/dos-botes', 'v', 0 from person;
    insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, rank, message,
        thread_id, next_at, created_at)
      select 'b' || p.id, p.lane_id, p.id, a.id, a.channel, a.our_number, 'b' || p.id, 0, 'broadcast', 2, 5, '{"text":"x"}',
        'broadcast:b', 0, 0 from person p join person_address pa on pa.person_id = p.id join address a on a.id = pa.address_id;
    commit`);
}
