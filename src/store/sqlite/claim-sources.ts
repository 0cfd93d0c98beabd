/** SQL of one kind of pending row. */
export interface Source {
  readonly from: 'inbox' | 'event' | 'timer';
  /** All that is pending: `${select} ${where} order by ${order} limit ? + 0`, its first parameter the moment. */
  readonly select: string;
  readonly where: string;
  readonly order: string;
  /** The first that is pending in lane @lane at @now. Cross joins: begun at the lane, whatever the planner guesses. */
  readonly ofLane: string;
}

const INBOX = `select i.sent_at as time, i.seq as key, a.lane_id as laneId, i.tries, i.address_id as addressId, i.channel,
    i.arrived_at as arrivedAt, i.quoted, 'inbox' as "from"`;
const EVENT = `select e.at as time, e.seq as key, coalesce(p.lane_id, e.lane_id) as laneId, e.tries,
    e.person_id as personId, e.name, e.payload, 'event' as "from"`;
const TIMER = `select t.due_at as time, t.id as key, p.lane_id as laneId, t.tries, t.person_id as personId,
    t.key as timerKey, t.request, t.phase, t.anchored_at as anchoredAt, 'timer' as "from"`;

/**
 * Whoever waits for an answer first, then news, then what time brought. The lane is looked up here, not kept in the row:
 * lanes merge while rows wait. `+ 0`: SQLite would prepare a statement anew each time its bare LIMIT parameter is bound.
 */
export const SOURCES: readonly Source[] = [
  {
    from: 'inbox',
    select: `${INBOX} from inbox i join address a on a.id = i.address_id`,
    where: 'where i.state = 0 and ? is not null',
    order: 'i.sent_at, i.seq',
    ofLane: `${INBOX} from address a cross join inbox i on i.address_id = a.id
      where a.lane_id = @lane and i.state = 0 and @now is not null order by i.sent_at, i.seq limit 1`,
  },
  {
    from: 'event',
    select: `${EVENT} from event e left join person p on p.id = e.person_id`,
    where: 'where e.state = 0 and ? is not null',
    order: 'e.at, e.seq',
    ofLane: `${EVENT} from (
        select x.seq from person q cross join event x on x.person_id = q.id
          where q.lane_id = @lane and x.state = 0 and x.person_id is not null
        union all select y.seq from event y where y.lane_id = @lane and y.state = 0
          and not exists (select 1 from person r where r.id = y.person_id)) s
      cross join event e on e.seq = s.seq left join person p on p.id = e.person_id
      where @now is not null order by e.at, e.seq limit 1`,
  },
  {
    from: 'timer',
    select: `${TIMER} from timer t join person p on p.id = t.person_id`,
    where: 'where t.state = 0 and t.due_at <= ?',
    order: 't.due_at, t.id',
    ofLane: `${TIMER} from person p cross join timer t on t.person_id = p.id
      where p.lane_id = @lane and t.state = 0 and t.due_at <= @now order by t.due_at, t.id limit 1`,
  },
];
