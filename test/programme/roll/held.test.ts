import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/clock.ts';
import { type Audience, audienceQuery } from '../../../src/programme/audience.ts';
import { type Count, tallied } from '../../../src/programme/held.ts';
import type { Breakdown, Report, ReportAsked } from '../../../src/programme/report.ts';
import { attendanceReport } from '../../../src/programme/roll/report.ts';
import { type Sight, shellSight } from '../../../src/programme/sight.ts';
import { MONDAY, openRecords, type Records } from '../people-at-large.ts';

let records: Records;
beforeEach(async () => {
  records = await openRecords();
});
afterEach(() => records.close());

const COUNTS: readonly Count[] = ['held', 'attended', 'excused', 'conflicts'];
const BEGINS = MONDAY - 60 * DAY;

function cohort(id: string, programme = 'llera'): void {
  records.run(
    `insert into cohort (id, programme, name, starts_on, timezone, created_at) values (?, ?, ?, '2026-01-01', 'America/Monterrey', 0)`,
    id,
    programme,
    id,
  );
}

function person(
  id: string,
  {
    in: cohortId,
    since = 0,
    until = null,
    group = null,
    programme = 'llera',
  }: {
    in: string;
    since?: number;
    until?: number | null;
    group?: string | null;
    programme?: string;
  },
): void {
  const { run, rows } = records;
  run('insert or ignore into lane (id, created_at) values (?, 0)', `l${id}`);
  run(
    `insert or ignore into person (id, lane_id, name, language, created_at) values (?, ?, ?, 'es-MX', 0)`,
    id,
    `l${id}`,
    `Ana ${id}`,
  );
  run(
    `insert or ignore into enrolment (person_id, programme, cohort_id, group_id, state, since) values (?, ?, ?, ?, 'active', 0)`,
    id,
    programme,
    cohortId,
    group,
  );
  const [{ n = 0 } = {}] = rows('select count(*) as n from roster where cohort_id = ?', cohortId);
  run(
    'insert into roster (cohort_id, person_id, number, since, until) values (?, ?, ?, ?, ?)',
    cohortId,
    id,
    Number(n) + 1,
    since,
    until,
  );
}

function session(id: string, cohortId: string, day: number, more: Readonly<Record<string, unknown>> = {}): void {
  const starts = BEGINS + day * DAY;
  const values: Record<string, unknown> = {
    id,
    cohort_id: cohortId,
    plan_id: id,
    title: id,
    starts_at: starts,
    ends_at: starts + 2 * HOUR,
    ...more,
  };
  const names = Object.keys(values);
  records.run(
    `insert into session (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    ...Object.values(values),
  );
}

let facts = 0;
function fact(sessionId: string, personId: string, status: string, method = 'roll'): void {
  records.run(
    `insert or ignore into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
      values (?, ?, ?, ?, ?, 0, 'arrival', 0)`,
    `f${facts++}`,
    sessionId,
    personId,
    method,
    status,
  );
}

/** As the view `expected` and the table `attendance` say it, one person at a time. */
const plainly = (now: number) =>
  Object.fromEntries(
    records
      .rows(
        `select x.person_id, count(*) filter (where coalesce(a.status, 'absent') <> 'excused') as held,
          count(*) filter (where a.status in ('present', 'late', 'represented')) as attended,
          count(*) filter (where a.status = 'excused') as excused, count(*) filter (where a.conflict = 1) as conflicts
        from expected x left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
        where x.ends_at <= ${now} and exists (select 1 from attendance o where o.session_id = x.session_id)
        group by x.person_id`,
      )
      .map(({ person_id: id, ...counts }) => [id, counts]),
  );

const counted = (now: number) =>
  Object.fromEntries(
    (
      records.db
        .prepare(
          `with who as (select id as person_id from person), ${tallied(COUNTS, { who: 'who', now: '@now' })} select * from tally`,
        )
        .all({ now }) as { person_id: string }[]
    ).map(({ person_id: id, ...counts }) => [id, counts]),
  );

test('counted at large as the view of who was expected says it: groups, copies, events, comings and goings', async () => {
  const { run } = records;
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.nat(999)), async (stream) => {
      const draw = (of: number): number => stream.next().value % of;
      const n = round++;
      const [c, d] = [`c${n}`, `d${n}`];
      cohort(c);
      cohort(d);
      for (const g of ['g1', 'g2'])
        run(
          `insert into unit (id, programme, kind, name, title, cohort_id, created_at) values (?, 'llera', 'group', ?, ?, ?, 0)`,
          g + n,
          g,
          g,
          c,
        );
      const people = Array.from({ length: 6 }, (_, i) => `p${n}-${i}`);
      for (const id of people) {
        const since = BEGINS + (draw(4) - 2) * 10 * DAY;
        person(id, {
          in: draw(2) ? c : d,
          since,
          until: draw(4) ? null : since + draw(30) * DAY,
          group: draw(2) ? `g${1 + draw(2)}${n}` : null,
        });
        if (draw(3) === 0) {
          const from = since + draw(40) * DAY;
          run(
            'insert into roster_gap (cohort_id, person_id, from_at, to_at) select cohort_id, person_id, ?, ? from roster where person_id = ?',
            from,
            from + draw(20) * DAY,
            id,
          );
        }
        if (draw(5) === 0)
          run(
            'insert or ignore into roster (cohort_id, person_id, number, since) values (?, ?, ?, 0)',
            draw(2) ? c : d,
            id,
            90 + people.indexOf(id),
          );
      }
      for (let i = 0; i < 10; i++) {
        const id = `s${n}-${i}`;
        const event = draw(5) === 0;
        session(id, draw(2) ? c : d, draw(61), {
          kind: event ? 'event' : 'session',
          plan_id: `s${draw(4)}`,
          group_id: !event && draw(4) === 0 ? `g${1 + draw(2)}${n}` : null,
          has_copies: draw(3) === 0 ? 1 : 0,
          cancelled_at: draw(7) === 0 ? 1 : null,
        });
        for (const who of people) {
          if (event && draw(2))
            run(
              'insert into sign_up (session_id, person_id, state, since) values (?, ?, ?, 0)',
              id,
              who,
              draw(3) ? 'in' : 'out',
            );
          if (i === 0) continue;
          if (draw(3)) fact(id, who, ['present', 'late', 'excused', 'absent'][draw(4)]!);
          if (draw(4) === 0) fact(id, who, 'present', 'self');
        }
      }
      const now = MONDAY - draw(20) * DAY;
      expect(counted(now)).toEqual(plainly(now));
    }),
    { numRuns: 30 },
  );
}, 60_000);

/** Ana was at both; Luz at one, excused from the other; Eva came after the first and was at the second; Rosa left before it, absent. */
function group(): void {
  cohort('grupo-a');
  cohort('otro', 'rio');
  session('s1', 'grupo-a', 10);
  session('s2', 'grupo-a', 17);
  session('s3', 'grupo-a', 24); // nothing was recorded of it
  session('s4', 'grupo-a', 31, { cancelled_at: 1 });
  session('r1', 'otro', 10);
  person('ana', { in: 'grupo-a' });
  person('luz', { in: 'grupo-a' });
  person('eva', { in: 'grupo-a', since: BEGINS + 12 * DAY });
  person('rosa', { in: 'grupo-a', until: BEGINS + 15 * DAY });
  records.run(`update enrolment set state = 'dropped' where person_id = 'rosa'`);
  records.run(
    `insert into consent (id, person_id, purpose, wording, given, happened_at, entered_at) values ('k', 'rosa', 'take-part', 'w', 1, 0, 0)`,
  );
  person('zoe', { in: 'otro', programme: 'rio' });
  fact('r1', 'zoe', 'absent');
  fact('s4', 'ana', 'absent');
  fact('s1', 'ana', 'present');
  fact('s1', 'luz', 'late');
  fact('s1', 'rosa', 'absent');
  fact('s2', 'ana', 'present', 'self');
  fact('s2', 'luz', 'excused');
  fact('s2', 'eva', 'represented');
}

async function report(
  more: { by?: Breakdown; since?: number; sight?: Sight; audience?: Partial<Audience> } = {},
): Promise<Report> {
  const { by, since = 0, sight = shellSight('main'), audience = {} } = more;
  const programme = { programme: 'llera', timezone: 'America/Monterrey' } as ReportAsked['programme'];
  const asked = {
    programme,
    audience: { programme: 'llera', ...audience },
    since,
    until: MONDAY,
    ...(by ? { by } : {}),
  };
  return attendanceReport.run(asked, { read: (query) => records.store.read(query), sight, now: MONDAY });
}
const share = (n: number, of: number) => ({ n, of });
const table = ({ tables }: Report, id: string) => tables.find((one) => one.id === id);

test('A5: attended of enrolled × sessions held while enrolled, excused apart, and whether more than 90 % holds', async () => {
  group();
  const found = await report();
  const { columns, rows } = table(found, 'attendance')!;
  const [row] = rows;
  expect(Object.fromEntries(columns.map(({ id }, i) => [id, row![i]]))).toEqual({
    people: 4,
    // Ana 2 of 2, Luz 1 of 1, Eva 1 of 1, Rosa 0 of 1.
    attended: share(4, 5),
    late: share(1, 5),
    represented: share(1, 5),
    excused: 1,
    self_only: share(1, 4),
    conflicts: 0,
    below: share(1, 4),
  });
  expect(found.notes).toEqual([{ key: 'attendance-below', vars: { n: 4, of: 5, target: 90 } }]);
  fact('s1', 'rosa', 'present', 'settled');
  expect((await report()).notes).toEqual([{ key: 'attendance-holds', vars: { n: 5, of: 5, target: 90 } }]);
});

test('A5: by session and by person, the lowest first', async () => {
  group();
  const found = await report();
  expect(table(found, 'attendance_sessions')!.rows.map((row) => [row[1], row[4], row[6]])).toEqual([
    ['s1', share(2, 3), 0],
    ['s2', share(2, 2), 1],
  ]);
  expect(table(found, 'attendance_people')!.rows.map((row) => [row[0], row[1], row.at(-1)])).toEqual([
    ['rosa', share(0, 1), 'yes'],
    ['ana', share(2, 2), 'no'],
    ['eva', share(1, 1), 'no'],
    ['luz', share(1, 1), 'no'],
  ]);
});

test('A5: a period counts the sessions that began in it; a reader of totals gets no list of people', async () => {
  group();
  const later = await report({ since: BEGINS + 15 * DAY });
  expect(table(later, 'attendance')!.rows[0]![1]).toEqual(share(2, 2));
  const reader = await report({ sight: { ...shellSight('main'), classes: ['public'] } });
  expect(table(reader, 'attendance_people')).toBeUndefined();
  expect(table(reader, 'attendance')!.rows[0]![1]).toEqual(share(4, 5));
});

test('A5: where no roll was ever taken nothing is said to hold', async () => {
  cohort('grupo-a');
  person('ana', { in: 'grupo-a' });
  session('s1', 'grupo-a', 10);
  const found = await report();
  expect(table(found, 'attendance')!.rows[0]![1]).toEqual(share(0, 0));
  expect(found.notes).toEqual([{ key: 'attendance-none', vars: { n: 0, of: 0, target: 90 } }]);
  expect(table(found, 'attendance_sessions')).toBeUndefined();
});

test('an audience by attendance is the same all at once and in slices', async () => {
  group();
  const wanted = [{ below: 0.6 }, { at_least: 0.5 }, { below: 1, at_least: 0.2 }, {}];
  for (const attendance of wanted) {
    const audience: Audience = { programme: 'llera', attendance, states: ['active', 'dropped'] };
    const ids = async (query: ReturnType<typeof audienceQuery>) =>
      (await records.store.read<{ person_id: string }>(query)).map(({ person_id: id }) => id).toSorted();
    const whole = await ids(audienceQuery(audience, shellSight('main'), MONDAY));
    const sliced = await ids(audienceQuery(audience, shellSight('main'), MONDAY, { slice: { after: '', most: 100 } }));
    expect(whole, JSON.stringify(attendance)).toEqual(sliced);
  }
});
