import { DAY, HOUR } from '../../../src/base/clock.ts';
import type { RehearsalHouse } from '../../../src/workshop/rehearse/house.ts';

/** What stands in the records of messages that came days late: none of these may be there. */
const NEVER = {
  'a message was not worked': 'inbox where state <> 1',
  'an answer has another time than that at which she sent it': `answer a where not exists
    (select 1 from inbox i where i.sent_at = a.happened_at and i.address_id in
      (select address_id from person_address pa where pa.person_id = a.person_id))`,
  'a part of homework has another time than that at which she sent it':
    'homework_part p join inbox i on i.seq = p.inbox_seq where i.sent_at <> p.happened_at',
  'homework that came late is not marked so, or marked and was not': `homework_part p join homework h on h.id = p.homework_id
    where p.late <> (h.due_at is not null and p.happened_at > h.due_at)`,
  'a word in the room has another time than that at which she sent it': `attendance_fact f where f.method = 'self'
    and not exists (select 1 from inbox i where i.sent_at = f.happened_at and i.address_id in
      (select address_id from person_address pa where pa.person_id = f.person_id))`,
  'somebody was there whose word was sent before the session or long after it': `attendance_fact f
    join session s on s.id = f.session_id where f.method = 'self' and f.undone_at is null and f.status in ('present', 'late')
      and (f.happened_at < s.starts_at - @hour or f.happened_at > s.ends_at + @day)`,
  'a photo that she sent while her homework waited for it is no part of it': `inbox i
    join person_address pa on pa.address_id = i.address_id join homework h on h.person_id = pa.person_id
    where json_extract(i.inbound, '$.content.media[0].kind') = 'photo' and i.sent_at >= h.assigned_at
      and (h.state = 'received' or i.sent_at < coalesce(h.reviewed_at, i.sent_at + 1))
      and not exists (select 1 from homework_part p where p.inbox_seq = i.seq)`,
} as const;

/** Broken promises of a network that brings some of it days late, and how much was late at all. */
export async function lateIn(
  { rows }: Pick<RehearsalHouse, 'rows'>,
  wrote: number,
): Promise<{ readonly broken: readonly string[]; readonly late: number; readonly answers: number }> {
  const count = async (from: string) =>
    Number((await rows(`select count(*) as n from ${from}`, { day: DAY, hour: HOUR }))[0]!['n']);
  const came = await count("inbox where json_extract(inbound, '$.content.kind') not in ('reaction', 'edit')");
  const found: string[] = came === wrote ? [] : [`${wrote - came} of ${wrote} messages are not in the inbox`];
  for (const [says, from] of Object.entries(NEVER)) {
    const times = await count(from);
    if (times > 0) found.push(`${says}: ${times}`);
  }
  return {
    broken: found,
    late: await count('inbox where arrived_at - sent_at > @hour'),
    answers: await count('answer where entered_at - happened_at > @hour'),
  };
}
