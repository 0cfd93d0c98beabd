import type { Millis } from '../../base/clock.ts';
import { BACKGROUND_PER_BATCH } from '../port.ts';
import { SOURCES } from './claim-sources.ts';
import type { Db } from './faults.ts';

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
  /** The earliest pending row of each of at most `limit` lanes. Which lanes: `createClaim`. */
  take(limit: number, now: Millis): Pending[];
  /** Is anything pending now? */
  any(now: Millis): boolean;
}

/** Rows looked at per lane wanted before it is taken for granted that one lane fills the head of the queue. */
const LOOKAHEAD = 4;
/** Of what is to be had, so much is kept for those who come later in the order, so that nothing starves. */
const SHARE = 4;

/** What is pending of one kind, by time: all of it, or as much of its head as was asked for. */
interface Head {
  readonly rows: readonly Pending[];
  readonly firstOf: ReadonlyMap<string, Pending>;
  /** Nothing that is not among `rows` is earlier. */
  readonly horizon: Millis;
}

/**
 * Lanes in which somebody has written come first, then lanes with news, then those whose timer is due; each kind by time,
 * then in the order of writing. A morning's release to everybody may be due before her message was sent, and must not keep
 * her waiting; so of events and timers a batch takes few at once, and they keep a share however many write. Within a lane
 * all keeps the order of time, whatever kind it is.
 */
export function createClaim(db: Db): Claim {
  // Head of the queue: enough nearly always, and as cheap as the rows it returns.
  const heads = SOURCES.map((s) => db.prepare(`${s.select} ${s.where} order by ${s.order} limit ? + 0`));
  // One row a lane: reads all that is pending, so only when one lane's backlog hides the others.
  const firsts = SOURCES.map((s) =>
    db.prepare(
      `select * from (select *, row_number() over (partition by laneId order by time, key) as nth
         from (${s.select} ${s.where})) where nth = 1 order by time, key limit ? + 0`,
    ),
  );
  const ofLane = SOURCES.map((s) => db.prepare(s.ofLane));
  const any = db
    .prepare(
      `select exists (select 1 from inbox where state = 0) or exists (select 1 from event where state = 0)
         or exists (select 1 from timer where state = 0 and due_at <= ?)`,
    )
    .pluck();

  function headOf(source: number, lanes: number, now: Millis): Head {
    const most = lanes * LOOKAHEAD;
    const rows = heads[source]!.all(now, most) as Pending[];
    const firstOf = new Map<string, Pending>();
    for (const row of rows) if (!firstOf.has(row.laneId)) firstOf.set(row.laneId, row);
    return { rows, firstOf, horizon: rows.length < most ? Number.POSITIVE_INFINITY : rows.at(-1)!.time };
  }

  /** The first row of each lane, at least `lanes` of them where there are so many. */
  function lanesIn(source: number, { rows, firstOf, horizon }: Head, lanes: number, now: Millis): Iterable<Pending> {
    if (rows.length === 0 || horizon === Number.POSITIVE_INFINITY || firstOf.size >= lanes) return firstOf.values();
    return firsts[source]!.all(now, lanes) as Pending[];
  }

  return {
    take(limit, now) {
      if (limit < 1) return [];
      const background = Math.min(limit, BACKGROUND_PER_BATCH);
      const all = SOURCES.map((_, source) => headOf(source, source === 0 ? limit : background, now));
      const waiting = all.map(({ firstOf }) => firstOf.size);
      const lanes = new Map<string, number>();

      function choose(source: number, most: number): void {
        if (most < 1) return;
        const end = lanes.size + most;
        for (const { laneId } of lanesIn(source, all[source]!, end, now)) {
          if (lanes.size >= end) break;
          if (!lanes.has(laneId)) lanes.set(laneId, source);
        }
      }

      const later = (source: number, of: number) =>
        Math.min(
          Math.floor(of / SHARE),
          waiting.slice(source + 1).reduce((sum, n) => sum + n, 0),
        );
      choose(0, limit - later(0, limit));
      const room = Math.min(background, limit - lanes.size);
      const end = lanes.size + room;
      choose(1, room - later(1, room));
      choose(2, end - lanes.size);
      return [...lanes.keys()].map((lane) => earliest(lane, all, now));
    },
    any: (now) => any.get(now) === 1,
  };

  /** A source is asked for the lane only where what it did not show might come before what others did. */
  function earliest(lane: string, all: readonly Head[], now: Millis): Pending {
    let best: Pending | undefined;
    for (const { firstOf } of all) {
      const row = firstOf.get(lane);
      if (row && (!best || row.time < best.time)) best = row;
    }
    for (const [source, { firstOf, horizon }] of all.entries()) {
      if (firstOf.has(lane) || (best && best.time < horizon)) continue;
      const row = ofLane[source]!.get({ lane, now }) as Pending | undefined;
      if (row && (!best || row.time < best.time || (row.time === best.time && order(row) < order(best)))) best = row;
    }
    return best!;
  }
}

const order = ({ from }: Pending): number => SOURCES.findIndex((source) => source.from === from);
