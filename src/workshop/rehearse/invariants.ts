import { HOUR, type Millis } from '../../base/clock.ts';
import { PHONE_QUIET } from '../../conversation/limits.ts';
import { localDate, localTime } from '../../domain/time.ts';
import type { RehearsalHouse } from './house.ts';

/** A promise of the product, and where it was broken: never whom it concerned. */
export interface Broken {
  readonly promise: string;
  readonly times: number;
}

/** What must hold of any programme at its end, whatever its people did and the network lost. */
export async function brokenPromises(house: RehearsalHouse): Promise<readonly Broken[]> {
  const now = house.clock.now();
  const count = async (sql: string) => Number((await house.rows(`select count(*) as n from ${sql}`, { now }))[0]!['n']);
  const ids = house.emulator.received.flatMap(({ outboxId }) => (outboxId === undefined ? [] : [outboxId]));
  const { nights, days } = await unasked(house);
  const found: readonly (readonly [string, number])[] = [
    ['every message that came was worked', await count('inbox where state <> 1')],
    ['every event was worked', await count('event where state <> 1 and at <= @now')],
    ['every job that was due is done', await count('job where state <> 1 and not_before <= @now')],
    ['nothing was set aside', await count('set_aside')],
    ['nothing is left half sent', await count("outbox where state in ('sending', 'unknown')")],
    ['nothing reached a phone twice', ids.length - new Set(ids).size],
    [
      'no question was answered twice',
      await count(`(select 1 from answer where correct is null and appends = 0 and step <> 'parts'
        group by person_id, question_id having count(*) > 1)`),
    ],
    [
      'what holds of attendance is what its facts say',
      await count(`(select session_id, person_id, status, method, fact_id from attendance
        except select session_id, person_id, status, method, fact_id from attendance_of_facts)`),
    ],
    [
      'nobody stands on a roll who was not expected',
      await count(`attendance_fact f where f.method = 'roll' and f.undone_at is null
        and not exists (select 1 from roster r join session s on s.cohort_id = r.cohort_id
          where s.id = f.session_id and r.person_id = f.person_id)`),
    ],
    [
      'homework is accepted by somebody who looked at it',
      await count(`homework h where h.state = 'accepted' and not exists (select 1 from review r
        where r.homework_id = h.id and r.decided_at is not null and r.undone_at is null)`),
    ],
    ['nobody was written to at night unasked', nights],
    [`nobody got more than ${house.programme.dailyLimit} unasked turns a day`, days],
  ];
  return found.flatMap(([promise, times]) => (times === 0 ? [] : [{ promise, times }]));
}

/** Who writes to us is talking: what follows within the hour she has asked for. */
const TALKING: Millis = HOUR;

/** What went out that nobody had asked for: at night, and over the day's limit. */
async function unasked({ rows, programme }: RehearsalHouse): Promise<{ nights: number; days: number }> {
  const sent = await rows(`select o.person_id, o.group_id, o.accepted_at,
      exists (select 1 from outbox first where first.id = o.copy_of and first.accepted_at is not null) as again,
      (select count(*) from person_address pa where pa.address_id = o.address_id) as people,
      (select max(i.arrived_at) from inbox i where i.address_id = o.address_id and i.arrived_at <= o.accepted_at) as heard
    from outbox o where o.accepted_at is not null and o.kind in ('lesson', 'reminder', 'broadcast')`);
  const { from = '24:00', to = '00:00' } = programme.quietHours ?? {};
  const turns = new Map<string, Set<string>>();
  let nights = 0;
  for (const row of sent) {
    const at = Number(row['accepted_at']);
    // On a phone of two what she asked for waits until the other has been quiet; she was told that it will come.
    const talking = Number(row['people']) > 1 ? TALKING + PHONE_QUIET : TALKING;
    if (row['heard'] !== null && at - Number(row['heard']) < talking) continue;
    const clock = localTime(at, programme.timezone);
    if (clock >= from || clock < to) nights++;
    // What was not delivered in time goes by SMS too: one message, which counts on the day of its first way (outbox/fallback.ts).
    if (row['again'] === 1) continue;
    const day = `${row['person_id']} ${localDate(at, programme.timezone)}`;
    turns.set(day, (turns.get(day) ?? new Set()).add(String(row['group_id'])));
  }
  return { nights, days: [...turns.values()].filter(({ size }) => size > programme.dailyLimit).length };
}
