import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import { idsFrom } from '../../src/base/ids.ts';
import type { Programme } from '../../src/flow/programme.ts';
import { attendanceSelf } from '../../src/programme/check-in/effect.ts';
import { attendance, sessions } from '../../src/programme/check-in/facts.ts';
import { checkInWord } from '../../src/programme/check-in/listener.ts';
import type { HandlerContext } from '../../src/programme/manifest.ts';
import { openDatabase, type TestDatabase } from '../turn/database.ts';

const WEEK = 7 * 24 * HOUR;
const FIRST = Date.parse('2026-03-03T22:00:00Z');

/** Four weekly sessions of two hours, with two women on the roster. */
function database(): TestDatabase {
  const db = openDatabase();
  db.person('ana');
  db.person('luz');
  db.db.exec(`insert into cohort (id, workspace, programme, name, starts_on, timezone, created_at) values ('c1', 'main', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0);
    insert into roster values ('c1', 'ana', 'main', 1, 0, null), ('c1', 'luz', 'main', 2, 0, null)`);
  const words = ['COLIBRÍ', 'LUCERO', 'VEREDA', 'COLIBRÍ'];
  words.forEach((word, i) => {
    const starts = FIRST + i * WEEK;
    db.db
      .prepare(
        'insert into session (id, cohort_id, plan_id, title, starts_at, ends_at, word) values (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(`s${i + 1}`, 'c1', `s${i + 1}`, `Sesión ${i + 1}`, starts, starts + 2 * HOUR, word);
  });
  return db;
}

const facts = (db: TestDatabase, person: string, now: number, programme?: string) => ({
  sessions: sessions.value(db.fact(sessions.source, person), { now, programme }),
  attendance: attendance.value(db.fact(attendance.source, person), { now, programme }),
});

function mark(db: TestDatabase, person: string, session: string, status: string, method = 'roll'): void {
  db.db
    .prepare(
      `insert into attendance_fact (id, session_id, person_id, method, status, happened_at, sent_by, entered_at) values (?, ?, ?, ?, ?, 0, 'arrival', 0)`,
    )
    .run(`${person}-${session}-${method}`, session, person, method, status);
}

const hear = (db: TestDatabase, text: string, sentAt: number, person = 'ana') =>
  checkInWord.hear(text, facts(db, person, sentAt), sentAt);

test('the word counts in its window, whatever its case and accents', () => {
  const db = database();
  expect(hear(db, ' colibri! ', FIRST + MINUTE)).toEqual({
    effect: { kind: 'attendance.self', payload: { session: 's1' } },
    reply: { key: 'check-in.done', vars: { session: 'Sesión 1' } },
  });
  expect(hear(db, 'COLIBRI', FIRST - 30 * MINUTE)).not.toBeNull();
  expect(hear(db, 'COLIBRI', FIRST + 2 * HOUR + 30 * MINUTE)).not.toBeNull();
});

test.each([
  ['a typo', 'COLIBRY', FIRST],
  ['more than the word', 'COLIBRI ya llegue', FIRST],
  ['too early', 'COLIBRI', FIRST - 31 * MINUTE],
  ['too late', 'COLIBRI', FIRST + 2 * HOUR + 31 * MINUTE],
  ['the word of another session', 'LUCERO', FIRST],
  ['nothing', '!!', FIRST],
])('it does not count: %s', (_why, text, at) => {
  expect(hear(database(), text, at)).toBeNull();
});

test('it counts for her roster only, and a word used again means the session at hand', () => {
  const db = database();
  db.person('eva');
  expect(hear(db, 'COLIBRI', FIRST, 'eva')).toBeNull();
  expect(hear(db, 'COLIBRI', FIRST + 3 * WEEK)?.effect?.payload).toEqual({ session: 's4' });
});

test('A4: a word of another day or another group gets one kind answer, from which nobody can guess', () => {
  const db = database();
  const words = { words: ['COLIBRI', 'LUCERO', 'TEJABAN'] } as unknown as Programme;
  const said = (text: string, at: number) => checkInWord.hear(text, facts(db, 'ana', at), at, words);
  const notNow = { reply: { key: 'check-in.not-now', vars: {} } };
  expect(said('Colibrí', FIRST + 5 * HOUR)).toEqual(notNow);
  expect(said('tejaban', FIRST)).toEqual(notNow);
  expect(said('lucero', FIRST)).toEqual(notNow);
  expect(said('COLIBRY', FIRST)).toBeNull();
  expect(said('hola', FIRST)).toBeNull();
  db.person('eva');
  expect(checkInWord.hear('TEJABAN', facts(db, 'eva', FIRST), FIRST, words)).toBeNull();
});

function say(db: TestDatabase, sentAt: number, now: number, session?: string): void {
  const at: Partial<HandlerContext> = {
    now,
    newId: idsFrom(now, 'x'),
    workspace: 'main',
    cause: { inboxId: '1', addressId: 'a', channel: 'twilio-sms', ourNumber: 'x', sentAt, sentBy: 'provider' },
    facts: () => facts(db, 'ana', now),
  };
  db.write(attendanceSelf({ personId: 'ana', ...(session === undefined ? {} : { session }) }, at as HandlerContext));
}

test('it is noted once, with the time she sent it and whose clock said so', () => {
  const db = database();
  say(db, FIRST + MINUTE, FIRST + HOUR, 's1');
  say(db, FIRST + 2 * MINUTE, FIRST + HOUR, 's1');
  expect(db.all('select method, status, happened_at, sent_by, entered_at from attendance_fact')).toEqual([
    { method: 'self', status: 'present', happened_at: FIRST + MINUTE, sent_by: 'provider', entered_at: FIRST + HOUR },
  ]);
  expect(hear(db, 'colibri', FIRST + 5 * MINUTE)?.reply.key).toBe('check-in.already');
});

test('answering the question notes the session at hand when she sent it, and nothing when there is none', () => {
  const db = database();
  say(db, FIRST + 3 * HOUR, FIRST + 3 * HOUR);
  expect(db.all('select * from attendance_fact')).toEqual([]);
  say(db, FIRST + HOUR, FIRST + 5 * HOUR);
  expect(db.all('select session_id from attendance_fact')).toEqual([{ session_id: 's1' }]);
});

test('attendance: the roll outranks her word, excused counts nowhere, an unrecorded session was perhaps not held', () => {
  const db = database();
  const end = FIRST + 4 * WEEK;
  expect(facts(db, 'ana', end)).toMatchObject({ attendance: null, sessions: { missed_in_a_row: 0 } });
  mark(db, 'ana', 's1', 'present', 'self');
  mark(db, 'ana', 's1', 'absent', 'roll');
  mark(db, 'luz', 's1', 'present');
  mark(db, 'ana', 's2', 'excused');
  mark(db, 'luz', 's2', 'late');
  mark(db, 'luz', 's3', 'present');
  // s1 absent by the roll; s2 excused; s3 recorded of others only; s4 of nobody.
  expect(facts(db, 'ana', end)).toMatchObject({ attendance: 0, sessions: { missed_in_a_row: 2 } });
  expect(facts(db, 'luz', end)).toMatchObject({ attendance: 1, sessions: { missed_in_a_row: 0 } });
  mark(db, 'ana', 's4', 'late');
  expect(facts(db, 'ana', end)).toMatchObject({ attendance: 1 / 3, sessions: { missed_in_a_row: 0 } });
  // s4 is not over yet: it counts for nobody.
  expect(facts(db, 'ana', FIRST + 3 * WEEK)).toMatchObject({ attendance: 0, sessions: { now: { id: 's4' } } });
});

test('cancelled sessions and those after she left are not hers', () => {
  const db = database();
  db.db.exec(
    `update session set cancelled_at = 1 where id = 's1'; update roster set until = ${FIRST + 2 * WEEK} where person_id = 'ana'`,
  );
  expect(facts(db, 'ana', FIRST)).toMatchObject({ sessions: { list: [{ id: 's2' }] } });
});

test('she takes part in two programmes: what she missed in one counts in no other', () => {
  const db = database();
  db.db.exec(`insert into cohort (id, workspace, programme, name, starts_on, timezone, created_at) values ('c2', 'main', 'rio', 'grupo-r', '2026-03-02', 'America/Monterrey', 0);
    insert into roster values ('c2', 'ana', 'main', 1, 0, null);
    insert into session (id, cohort_id, plan_id, title, starts_at, ends_at) values ('r1', 'c2', 's1', 'Río', ${FIRST + HOUR}, ${FIRST + 3 * HOUR})`);
  mark(db, 'ana', 's1', 'present');
  mark(db, 'ana', 'r1', 'absent');
  const end = FIRST + 4 * WEEK;
  expect(facts(db, 'ana', end, 'llera')).toMatchObject({ attendance: 1, sessions: { missed_in_a_row: 0 } });
  expect(facts(db, 'ana', end, 'rio')).toMatchObject({ attendance: 0, sessions: { missed_in_a_row: 1 } });
  // Her reminders and check-in words are of all of them.
  expect((facts(db, 'ana', end, 'rio').sessions as { list: unknown[] }).list).toHaveLength(5);
});

test('a session held in a rest of hers was not missed in a row; it still stands in her attendance', () => {
  const db = database();
  for (const session of ['s1', 's2', 's3']) mark(db, 'luz', session, 'present');
  const end = FIRST + 4 * WEEK;
  expect(facts(db, 'ana', end)).toMatchObject({ attendance: 0, sessions: { missed_in_a_row: 3 } });
  db.db.exec(`insert into pause (id, person_id, from_day, to_day, by_kind, by_id, created_at) values ('p', 'ana', '2026-03-03', '2026-03-03', 'shell', 'x', 0);
    insert into rest (person_id, programme, from_at, to_at) values ('ana', 'llera', ${FIRST + WEEK - 1}, ${FIRST + WEEK + 1})`);
  expect(facts(db, 'ana', end)).toMatchObject({ attendance: 0, sessions: { missed_in_a_row: 1 } });
  db.db.exec(`update pause set ended_at = 1`);
  expect(facts(db, 'ana', end)).toMatchObject({ sessions: { missed_in_a_row: 2 } });
});
