import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../src/base/clock.ts';
import { ATTENDANCE_STATUSES, ATTENDED, type AttendanceStatus } from '../../../src/domain/attendance.ts';
import { settle } from '../../../src/programme/roll/settle.ts';
import { take } from '../../../src/programme/roll/take.ts';
import { rollUndo } from '../../../src/programme/roll/undo.ts';
import { MONDAY, openRecords, type Records } from '../people-at-large.ts';

const BY = { kind: 'token', id: 't' } as const;
const PEOPLE = ['p1', 'p2', 'p3'];

let records: Records;
beforeEach(async () => {
  records = await openRecords();
  const { run } = records;
  run(`insert into cohort (id, programme, name, starts_on, timezone, created_at)
    values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)`);
  for (const [i, id] of PEOPLE.entries()) {
    run(`insert into lane (id, created_at) values (?, 0)`, `l${id}`);
    run(`insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)`, id, `l${id}`, `Ana ${i}`);
    run(
      `insert into enrolment (person_id, programme, cohort_id, state, since) values (?, 'llera', 'c', 'active', 0)`,
      id,
    );
    run(`insert into roster (cohort_id, person_id, number, since) values ('c', ?, ?, 0)`, id, i + 1);
  }
});
afterEach(() => records.close());

let sessions = 0;
function session(starts = MONDAY - 3 * HOUR): string {
  const id = `s${sessions++}`;
  records.run(
    `insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values (?, 'c', 's1', 'Arranque', ?, ?)`,
    id,
    starts,
    starts + 2 * HOUR,
  );
  return id;
}

function checkIn(id: string, person: string): void {
  records.run(
    `insert or ignore into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at)
      values (?, ?, ?, 'self', 'present', 0, 'provider', ?)`,
    `self-${id}-${person}`,
    id,
    person,
    records.clock.now(),
  );
}

const stands = (id: string) =>
  Object.fromEntries(
    records
      .rows('select person_id, status, method, conflict from attendance where session_id = ?', id)
      .map((row) => [row['person_id'], [row['status'], row['method'], row['conflict']]]),
  );

type Step =
  | { readonly is: 'take'; readonly marks: Readonly<Record<string, AttendanceStatus>> }
  | { readonly is: 'settle'; readonly person: string; readonly status: AttendanceStatus }
  | { readonly is: 'undo'; readonly nth: number }
  | { readonly is: 'self'; readonly person: string };

const person = fc.constantFrom(...PEOPLE);
const status = fc.constantFrom(...ATTENDANCE_STATUSES);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('take' as const),
      marks: fc.record(Object.fromEntries(PEOPLE.map((id) => [id, status]))),
    }),
  },
  fc.record({ is: fc.constant('settle' as const), person, status }),
  fc.record({ is: fc.constant('undo' as const), nth: fc.nat(8) }),
  fc.record({ is: fc.constant('self' as const), person }),
);

test('any sequence of rolls, settlements, undos and check-ins gives what a plain list of them gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const id = session();
      const said: {
        id: string;
        method: 'roll' | 'settled';
        marks: Readonly<Record<string, AttendanceStatus>>;
        undone: boolean;
      }[] = [];
      const self = new Set<string>();
      for (const one of steps) {
        records.clock.set(records.clock.now() + 1_000);
        if (one.is === 'self') {
          checkIn(id, one.person);
          self.add(one.person);
        } else if (one.is === 'undo') {
          const roll = said[one.nth % Math.max(1, said.length)];
          if (!roll) continue;
          await records.operate(rollUndo, { roll: roll.id, by: BY, workspace: 'main' });
          roll.undone = true;
        } else if (one.is === 'settle') {
          const { roll } = await records.operate(settle, {
            session: id,
            person: one.person,
            status: one.status,
            by: BY,
            workspace: 'main',
          });
          said.push({ id: roll!, method: 'settled', marks: { [one.person]: one.status }, undone: false });
        } else {
          const made = await records.operate(take, {
            session: id,
            ...lists(one.marks),
            within: null,
            by: BY,
            workspace: 'main',
          });
          if (!made.same) said.push({ id: made.id, method: 'roll', marks: one.marks, undone: false });
        }
        const live = said.filter(({ undone }) => !undone);
        const last = (method: string, who: string) =>
          live.findLast((roll) => roll.method === method && roll.marks[who])?.marks[who];
        const expected = PEOPLE.flatMap((who) => {
          const [settled, roll, own] = [last('settled', who), last('roll', who), self.has(who)];
          if (settled) return [[who, [settled, 'settled', 0]]];
          if (roll) return [[who, [roll, 'roll', own && !ATTENDED.includes(roll) ? 1 : 0]]];
          return own ? [[who, ['present', 'self', 0]]] : [];
        });
        expect(stands(id)).toEqual(Object.fromEntries(expected));
      }
      // Nothing was ever deleted.
      expect(records.rows('select count(*) as n from roll where session_id = ?', id)).toEqual([{ n: said.length }]);
    }),
    { numRuns: 40 },
  );
}, 60_000);

function lists(marks: Readonly<Record<string, AttendanceStatus>>) {
  const who = (wanted: AttendanceStatus) => PEOPLE.filter((id) => marks[id] === wanted);
  return {
    present: who('present'),
    absent: who('absent'),
    late: who('late'),
    excused: who('excused'),
    represented: who('represented').map((id) => ({ who: id })),
  };
}

const asked = (id: string, more: object) => ({ session: id, within: null, by: BY, workspace: 'main', ...more });

test('by numbers and ids; whoever is in no list was absent, or present where only the absent are given', async () => {
  const id = session();
  await records.operate(take, asked(id, { present: [1, 'p2'] }));
  expect(stands(id)).toMatchObject({
    p1: ['present', 'roll', 0],
    p2: ['present', 'roll', 0],
    p3: ['absent', 'roll', 0],
  });
  const other = session();
  await records.operate(take, asked(other, { absent: [2], late: ['p3'], minutes: [{ who: 1, minutes: 45 }] }));
  expect(stands(other)).toMatchObject({
    p1: ['present', 'roll', 0],
    p2: ['absent', 'roll', 0],
    p3: ['late', 'roll', 0],
  });
  expect(records.rows("select minutes from attendance where session_id = ? and person_id = 'p1'", other)).toEqual([
    { minutes: 45 },
  ]);
});

test.each([
  ['a stranger', { present: [1, 31] }, 'ROLL_STRANGER'],
  ['somebody in two lists', { present: [1], absent: ['p1'] }, 'ROLL_TWICE'],
  ['nobody at all', {}, 'ROLL_EMPTY'],
  ['another day', { present: [1], happened_on: '2026-03-01' }, 'ROLL_DAY'],
])('%s: nothing is recorded', async (_, more, code) => {
  const id = session();
  await expect(records.operate(take, asked(id, more))).rejects.toMatchObject({ code });
  expect(records.rows('select 1 from attendance_fact where session_id = ?', id)).toEqual([]);
});

test('not before it begins, nor once it was cancelled', async () => {
  const later = session(MONDAY + HOUR);
  await expect(records.operate(take, asked(later, { present: [1] }))).rejects.toMatchObject({ code: 'ROLL_TOO_EARLY' });
  records.clock.set(MONDAY + 30 * MINUTE);
  await records.operate(take, asked(later, { present: [1] }));
  const off = session();
  records.run('update session set cancelled_at = 1 where id = ?', off);
  await expect(records.operate(take, asked(off, { present: [1] }))).rejects.toMatchObject({ code: 'ROLL_CANCELLED' });
});

test('P4: a roll entered a week later is of the day of the session, and says that it was on paper', async () => {
  const id = session(MONDAY - 7 * DAY);
  await records.operate(take, asked(id, { present: [1], happened_on: '2026-02-23' }));
  expect(records.rows('select source, happened_at, entered_at from roll where session_id = ?', id)).toEqual([
    { source: 'paper', happened_at: MONDAY - 7 * DAY, entered_at: records.clock.now() },
  ]);
});
