import { DAY, type Millis } from '../../../src/base/clock.ts';
import { callsQuery, look, toCall } from '../../../src/programme/follow-up/index.ts';
import { shellSight } from '../../../src/programme/sight.ts';
import { MONDAY, openRecords } from '../people-at-large.ts';

/** Somebody who takes part in cohort c1, has written today, and owes nothing. */
export async function openPeople(names: readonly string[] = ['ana']) {
  const records = await openRecords();
  const { run, rows, operate, store, clock } = records;
  run(`insert into cohort (id, programme, name, starts_on, timezone, created_at)
    values ('c1', 'llera', 'grupo-a', '2026-01-05', 'America/Monterrey', 0)`);
  for (const [i, name] of names.entries()) {
    run('insert into lane (id, created_at) values (?, 0)', `lane ${name}`);
    run(
      `insert into address (id, lane_id, channel, our_number, raw, phone, last_inbound_at, created_at)
        values (?, ?, 'whatsapp-cloud', 'us', ?, ?, ?, 0)`,
      `phone ${name}`,
      `lane ${name}`,
      `52${i}`,
      `+52834100000${i}`,
      MONDAY,
    );
    run('insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)', name, `lane ${name}`, name);
    run('insert into person_address (person_id, address_id, since) values (?, ?, 0)', name, `phone ${name}`);
    run(
      `insert into enrolment (person_id, programme, cohort_id, state, since) values (?, 'llera', 'c1', 'active', 1)`,
      name,
    );
    run('insert into roster (cohort_id, person_id, number, since) values (?, ?, ?, 0)', 'c1', name, i + 1);
  }
  let ids = 0;
  return {
    ...records,
    /** A session so many days ago, of which somebody was recorded. */
    session(id: string, daysAgo: number) {
      const at = MONDAY - daysAgo * DAY;
      run(
        `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values (?, 'c1', ?, 'T', ?, ?)`,
        id,
        id,
        at,
        at + 1,
      );
    },
    roll(session: string, person: string, status: string) {
      run(
        `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
          values (?, ?, ?, 'roll', ?, 1, 'arrival', ?)`,
        `f${ids++}`,
        session,
        person,
        status,
        ids,
      );
    },
    homework(person: string, name: string, dueDaysAgo: number, state = 'assigned') {
      run(
        `insert into homework (id, person_id, programme, name, state, assigned_at, due_at) values (?, ?, 'llera', ?, ?, 1, ?)`,
        `h${ids++}`,
        person,
        name,
        state,
        MONDAY - dueDaysAgo * DAY,
      );
    },
    lesson(person: string, name: string, released: number, opened: number | null, finished: number | null = null) {
      run(
        `insert into flow_progress (person_id, flow, version, released_at, opened_at, finished_at) values (?, ?, 'v', ?, ?, ?)`,
        person,
        `llera/${name}`,
        released,
        opened,
        finished,
      );
    },
    wrote: (person: string, daysAgo: number) =>
      run('update address set last_inbound_at = ? where id = ?', MONDAY - daysAgo * DAY, `phone ${person}`),
    message(person: string, state: string, daysAgo: number, delivered = false) {
      const at = MONDAY - daysAgo * DAY;
      run(
        `insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message,
            state, next_at, created_at, accepted_at, delivered_at, why)
          values (?, ?, ?, ?, 'whatsapp-cloud', 'us', 'g', 0, 'lesson', 1, '{}', ?, 0, ?, ?, ?, ?)`,
        `o${ids++}`,
        `lane ${person}`,
        person,
        `phone ${person}`,
        state,
        at,
        at,
        delivered ? at : null,
        state === 'failed' ? 'not-reachable' : null,
      );
    },
    pause(of: { person?: string; cohort?: string }, from: string, to: string) {
      run(
        `insert into pause (id, cohort_id, person_id, from_day, to_day, by_kind, by_id, created_at) values (?, ?, ?, ?, ?, 'shell', '', ?)`,
        `p${ids++}`,
        of.cohort ?? null,
        of.person ?? null,
        from,
        to,
        MONDAY,
      );
    },
    /** Looks, and gives what was found: "ana sessions 2". */
    async found(): Promise<string[]> {
      await operate(look, { after: '', seen: 0, workspace: 'main' });
      return rows('select person_id, rule, n from at_risk order by person_id, rule').map(
        (row) => `${row['person_id']} ${row['rule']} ${row['n']}`,
      );
    },
    async calls(now: Millis = clock.now()): Promise<string[]> {
      const query = callsQuery(shellSight('main'), now, { programme: 'llera', most: 50 });
      return (await store.read<Record<string, never>>(query)).map((row) => toCall(row).person);
    },
  };
}
