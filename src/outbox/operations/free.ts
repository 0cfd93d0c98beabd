import { KEEP_ORDER } from '../limits.ts';

/** SQL: row `alias` is not over. Said beside the state that is meant, so that SQLite may use the index outbox_open. */
export const open = (alias: string) => `${alias}.state in ('pending', 'sending', 'unknown')`;

/** SQL: the earlier parts of what row `alias` is a part of, not over yet. One of them may have gone on at another address of hers. */
const partBefore = (alias: string, state: string) => `exists (select 1 from outbox g where ${open('g')}${state}
    and g.address_id in (select address_id from person_address where person_id = ${alias}.person_id union all select ${alias}.address_id)
    and g.group_id = ${alias}.group_id and g.part < ${alias}.part)`;

/**
 * SQL: outbox row `o` may leave as far as its group and address are concerned. Earlier parts have ended; nothing is in
 * flight to the address (`sending`, or for anything but a reply `unknown`); and no earlier message to it is waiting,
 * unless that one comes much later or stands behind an unknown outcome itself. @now is the only parameter.
 */
export const FREE = `
  (o.part = 0 or not ${partBefore('o', '')})
  and not exists (select 1 from outbox f where ${open('f')} and f.state in ('sending', 'unknown') and f.address_id = o.address_id
    and (f.state = 'sending' or o.priority > 0))
  and not exists (select 1 from outbox b where ${open('b')} and b.state = 'pending' and b.address_id = o.address_id
    and (b.priority, b.rank, b.seq) < (o.priority, o.rank, o.seq) and b.next_at <= @now + ${KEEP_ORDER}
    and (b.part = 0 or not ${partBefore('b', " and g.state = 'unknown'")}))`;

/** Pending rows of one of NUMBERS; with its number and a priority the index outbox_pending gives them by time. */
export const PENDING = `o.state = 'pending' and o.channel = n.channel`;

/**
 * SQL: `with n (channel, given, number)`, the numbers of ours from which anything waits to go, of each channel in the JSON
 * list @channels. One step on the index from number to number, however many rows wait: a number that rests between two
 * messages of a broadcast to a hundred thousand must cost no look at each of them.
 */
export const NUMBERS = `with recursive n (channel, given, number) as (
  select c.value ->> 'channel', c.value, (select min(our_number) from outbox
      where state = 'pending' and channel = c.value ->> 'channel') from json_each(@channels) c
  union all select n.channel, n.given, (select min(our_number) from outbox
      where state = 'pending' and channel = n.channel and our_number > n.number) from n where n.number is not null)`;

/** Replies and staff, then reminders and lessons, then broadcasts (domain/outbound.ts PRIORITY). */
export const PRIORITIES = [0, 1, 2] as const;
