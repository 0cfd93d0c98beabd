import type { Millis } from '../../base/clock.ts';
import type { Db, Statement } from './faults.ts';

/** A pending row and its lane, not yet loaded. */
export type Pending = PendingMessage | PendingEvent | PendingTimer;

interface PendingRow {
  readonly laneId: string;
  /** Sent, noted or due: the order within and between lanes. */
  readonly time: Millis;
  readonly tries: number;
}

export interface PendingMessage extends PendingRow {
  readonly from: 'inbox';
  readonly key: number;
  readonly addressId: string;
  readonly channel: string;
  readonly arrivedAt: Millis;
  readonly quoted: string | null;
}

export interface PendingEvent extends PendingRow {
  readonly from: 'event';
  readonly key: number;
  readonly personId: string | null;
  readonly name: string;
  readonly payload: string;
}

export interface PendingTimer extends PendingRow {
  readonly from: 'timer';
  readonly key: string;
  readonly personId: string;
  readonly timerKey: string;
  readonly request: string;
  readonly phase: 'anchor' | 'due';
  readonly anchoredAt: Millis | null;
}

export interface Claim {
  /** The earliest pending row of each of at most `limit` lanes, by time, then in the order they were written. */
  take(limit: number, now: Millis): Pending[];
  /** Is anything pending now? */
  any(now: Millis): boolean;
}

/** Rows looked at per lane wanted before it is taken for granted that one lane fills the head of the queue. */
const LOOKAHEAD = 4;

/** The lane is looked up here, not kept in the row: lanes merge while rows wait. */
const SOURCES: readonly { readonly select: string; readonly where: string; readonly order: string }[] = [
  {
    select: `select i.sent_at as time, i.seq as key, a.lane_id as laneId, i.tries, i.address_id as addressId, i.channel,
               i.arrived_at as arrivedAt, i.quoted, 'inbox' as "from"
             from inbox i join address a on a.id = i.address_id`,
    where: 'where i.state = 0 and ? is not null',
    order: 'i.sent_at, i.seq',
  },
  {
    select: `select e.at as time, e.seq as key, coalesce(p.lane_id, e.lane_id) as laneId, e.tries,
               e.person_id as personId, e.name, e.payload, 'event' as "from"
             from event e left join person p on p.id = e.person_id`,
    where: 'where e.state = 0 and ? is not null',
    order: 'e.at, e.seq',
  },
  {
    select: `select t.due_at as time, t.id as key, p.lane_id as laneId, t.tries, t.person_id as personId,
               t.key as timerKey, t.request, t.phase, t.anchored_at as anchoredAt, 'timer' as "from"
             from timer t join person p on p.id = t.person_id`,
    where: 'where t.state = 0 and t.due_at <= ?',
    order: 't.due_at, t.id',
  },
];

export function createClaim(db: Db): Claim {
  // Head of the queue: enough nearly always, and as cheap as the rows it returns.
  const heads = SOURCES.map((s) => db.prepare(`${s.select} ${s.where} order by ${s.order} limit ?`));
  // One row a lane: reads all that is pending, so only when one lane's backlog hides the others.
  const firsts = SOURCES.map((s) =>
    db.prepare(
      `select * from (select *, row_number() over (partition by laneId order by time, key) as nth
         from (${s.select} ${s.where})) where nth = 1 order by time, key limit ?`,
    ),
  );
  const any = db
    .prepare(
      `select exists (select 1 from inbox where state = 0) or exists (select 1 from event where state = 0)
         or exists (select 1 from timer where state = 0 and due_at <= ?)`,
    )
    .pluck();

  return {
    take(limit, now) {
      const head = firstPerLane(heads, limit, limit * LOOKAHEAD, now);
      if (head.taken.length >= limit || head.complete) return head.taken;
      return firstPerLane(firsts, limit, limit, now).taken;
    },
    any: (now) => any.get(now) === 1,
  };
}

/** Merges the sources by time. What lies beyond the end of a cut-off list is left: something earlier may be missing there. */
function firstPerLane(statements: readonly Statement[], limit: number, rows: number, now: Millis) {
  let horizon = Number.POSITIVE_INFINITY;
  const lists = statements.map((statement) => {
    const list = statement.all(now, rows) as Pending[];
    if (list.length === rows) horizon = Math.min(horizon, list.at(-1)!.time);
    return list;
  });
  const filled = lists.filter((list) => list.length > 0);
  // A stable sort keeps each list's own order, and messages before events before timers at one moment.
  const merged = filled.length === 1 ? filled[0]! : filled.flat().sort((a, b) => a.time - b.time);
  const taken = new Map<string, Pending>();
  for (const row of merged) {
    if (taken.size >= limit || row.time > horizon) break;
    if (!taken.has(row.laneId)) taken.set(row.laneId, row);
  }
  return { taken: [...taken.values()], complete: horizon === Number.POSITIVE_INFINITY };
}
