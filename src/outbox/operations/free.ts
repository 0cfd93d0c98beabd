import { KEEP_ORDER } from '../limits.ts';

/**
 * SQL: outbox row `o` may leave as far as its group and address are concerned. Earlier parts have ended; nothing is in
 * flight to the address (`sending`, or for anything but a reply `unknown`); and no earlier message to it is waiting,
 * unless that one comes much later or stands behind an unknown outcome itself. @now is the only parameter.
 * The doubled conditions on `state` let SQLite use the partial index outbox_open.
 */
export const FREE = `
  not exists (select 1 from outbox g where g.group_id = o.group_id and g.part < o.part
    and g.state in ('pending', 'sending', 'unknown'))
  and not exists (select 1 from outbox f where f.state in ('sending', 'unknown') and f.address_id = o.address_id
    and (f.state = 'sending' or o.priority > 0))
  and not exists (select 1 from outbox b where b.state = 'pending' and b.address_id = o.address_id
    and (b.priority, b.rank, b.seq) < (o.priority, o.rank, o.seq) and b.next_at <= @now + ${KEEP_ORDER}
    and not exists (select 1 from outbox u where u.group_id = b.group_id and u.part < b.part and u.state = 'unknown'))`;

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
