import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/base/clock.ts';
import { idsFrom } from '../../src/base/ids.ts';
import type { Answer } from '../../src/domain/answer.ts';
import { assign, due, handIn, homeworkId, part } from '../../src/programme/homework/effects.ts';
import { count, homework } from '../../src/programme/homework/facts.ts';
import { fromAsked } from '../../src/programme/homework/reminder.ts';
import type { HandlerContext } from '../../src/programme/manifest.ts';
import { openDatabase, type TestDatabase } from '../turn/database.ts';

const STEP = { personId: 'ana', threadId: 't1', flow: 'llera/botes', version: 'v1', step: 'parts' };

function context(now: number, inboxId: string, db?: TestDatabase): HandlerContext {
  const cause = {
    inboxId,
    addressId: 'a',
    channel: 'whatsapp-cloud',
    ourNumber: 'x',
    sentAt: now - 10,
    sentBy: 'provider',
  };
  return { now, newId: idsFrom(now, inboxId), workspace: 'main', cause, facts: factsOf(db) } as HandlerContext;
}

/** As the store loads them for a turn. */
const factsOf = (db: TestDatabase | undefined) => (id: string) =>
  db ? { homework: homework.value(db.fact(homework.source, id), { now: 0 }) } : {};

function database(): TestDatabase {
  const db = openDatabase();
  db.person('ana');
  db.write(assign(STEP, context(100, '1')));
  return db;
}

const send = (db: TestDatabase, inbox: string, now: number, answer: Answer, raw = '') =>
  db.write(part({ ...STEP, answer, raw }, context(now, inbox, db)));

const state = (db: TestDatabase) =>
  db.all('select state, assigned_at, received_at, handed_in_at, due_at from homework')[0];

test('parts of every kind become rows in the order they were sent, naming their media', () => {
  const db = database();
  send(db, '2', 200, { type: 'text', text: 'Uno es de lata' });
  send(db, '3', 300, {
    type: 'media',
    media: [
      { kind: 'photo', id: 'm1' },
      { kind: 'photo', id: 'm2' },
    ],
    caption: 'mis botes',
  });
  send(db, '4', 400, { type: 'media', media: [{ kind: 'voice', id: 'm3' }] });
  send(db, '5', 500, { type: 'location', latitude: 23.5, longitude: -98.9 });
  send(db, '6', 600, { type: 'number', number: 350 }, '350');
  expect(db.all('select kind, text, inbox_seq, nth, happened_at from homework_part order by happened_at, nth')).toEqual(
    [
      { kind: 'text', text: 'Uno es de lata', inbox_seq: 2, nth: 0, happened_at: 190 },
      { kind: 'photo', text: 'mis botes', inbox_seq: 3, nth: 0, happened_at: 290 },
      { kind: 'photo', text: null, inbox_seq: 3, nth: 1, happened_at: 290 },
      { kind: 'voice', text: null, inbox_seq: 4, nth: 0, happened_at: 390 },
      { kind: 'location', text: '23.5,-98.9', inbox_seq: 5, nth: 0, happened_at: 490 },
      { kind: 'text', text: '350', inbox_seq: 6, nth: 0, happened_at: 590 },
    ],
  );
});

test('it is received with the first part, handed in when she says so, and assigned only once', () => {
  const db = database();
  expect(state(db)).toMatchObject({ state: 'assigned', received_at: null });
  send(db, '2', 200, { type: 'text', text: 'a' });
  send(db, '3', 300, { type: 'text', text: 'b' });
  db.write(handIn(STEP, context(400, '4', db)));
  db.write(due(STEP, context(500, '5', db)));
  db.write(assign(STEP, context(600, '6', db)));
  expect(state(db)).toEqual({ state: 'received', assigned_at: 100, received_at: 190, handed_in_at: 400, due_at: 500 });
});

test('what was sent back is received anew; what was accepted or excused stays', () => {
  const db = database();
  const later = (was: string): unknown => {
    db.db.prepare('update homework set state = ? where id = ?').run(was, homeworkId(STEP));
    send(db, String(was.length), 900, { type: 'text', text: 'otra vez' });
    return state(db)?.['state'];
  };
  expect(['redo', 'accepted', 'excused'].map(later)).toEqual(['received', 'accepted', 'excused']);
});

test('sent back it begins the next submission; what was under way then is of the one before, and stays', () => {
  const db = database();
  send(db, '2', 200, { type: 'text', text: 'primera' });
  db.db.exec("update homework set state = 'redo', reviewed_at = 1000");
  send(db, '3', 900, { type: 'text', text: 'venía en camino' });
  expect(db.all('select state, submission from homework')).toEqual([{ state: 'redo', submission: 1 }]);
  send(db, '4', 2_000, { type: 'text', text: 'segunda' });
  send(db, '5', 2_100, { type: 'text', text: 'y más' });
  expect(db.all('select text, submission from homework_part order by entered_at')).toEqual([
    { text: 'primera', submission: 1 },
    { text: 'venía en camino', submission: 1 },
    { text: 'segunda', submission: 2 },
    { text: 'y más', submission: 2 },
  ]);
  expect(state(db)).toMatchObject({ state: 'received', received_at: 1_990, handed_in_at: null });
});

test('a part sent after its day is late, one that was only slow to arrive is not', () => {
  const db = database();
  db.db.exec('update homework set due_at = 500');
  send(db, '2', 505, { type: 'text', text: 'a tiempo' });
  send(db, '3', 600, { type: 'text', text: 'tarde' });
  expect(db.all('select text, late from homework_part order by entered_at')).toEqual([
    { text: 'a tiempo', late: 0 },
    { text: 'tarde', late: 1 },
  ]);
});

test('parts of a homework whose record was joined with another find its row', () => {
  const db = database();
  db.person('luz');
  db.db.exec("update homework set person_id = 'luz'");
  db.write(
    part({ ...STEP, personId: 'luz', answer: { type: 'text', text: 'sigo' }, raw: 'sigo' }, context(300, '9', db)),
  );
  expect(db.all('select homework_id from homework_part')).toEqual([{ homework_id: 'ana:llera/botes' }]);
});

test('facts for conditions: states by name, counts without the excused', () => {
  const db = database();
  const named = (name: string, was: string) =>
    db.db.exec(
      `insert into homework (id, person_id, programme, name, state, assigned_at) values ('${name}', 'ana', 'llera', '${name}', '${was}', 1)`,
    );
  named('costo', 'accepted');
  named('precio', 'redo');
  named('cuento', 'excused');
  expect(homework.value(db.fact(homework.source, 'ana'), { now: 0 })).toMatchObject({
    botes: { state: 'assigned', number: 4, submission: 1 },
    costo: { state: 'accepted', number: 1 },
    precio: { state: 'redo', number: 3 },
    cuento: { state: 'excused', number: 2 },
  });
  expect(count.value(db.fact(count.source, 'ana'), { now: 0 })).toEqual({
    homework: { assigned: 3, submitted: 2, accepted: 1 },
  });
  expect(count.value(db.fact(count.source, 'nobody'), { now: 0 })).toEqual({
    homework: { assigned: 0, submitted: 0, accepted: 0 },
  });
});

describe('a reminder counts from the due date, its timer from the asking', () => {
  const inThree = { days: 3, at: '20:00' };
  test.each([
    ['1 day before at 18:00', inThree, { days: -1, at: '18:00' }, { days: 2, at: '18:00' }],
    ['1 day after at 10:00', inThree, { days: 1, at: '10:00' }, { days: 4, at: '10:00' }],
    ['4 hours before', inThree, { after: -4 * HOUR }, { days: 3, at: '16:00' }],
    ['22 hours before, over midnight', inThree, { after: -22 * HOUR }, { days: 2, at: '22:00' }],
    [
      'a due date on the calendar',
      { date: '2026-03-01', at: '20:00' },
      { days: -1, at: '18:00' },
      { date: '2026-02-28', at: '18:00' },
    ],
    ['a due date in hours', { after: 2 * DAY }, { after: -3 * HOUR }, { after: 2 * DAY - 3 * HOUR }],
    ['a due date in whole days', { after: 2 * DAY }, { days: -1, at: '18:00' }, { days: 1, at: '18:00' }],
    ['a date of its own', inThree, { date: '2026-05-04', at: '10:00' }, { date: '2026-05-04', at: '10:00' }],
    ['without a due date it counts from the asking', undefined, { days: 2, at: '10:00' }, { days: 2, at: '10:00' }],
    ['without a due date nothing is before it', undefined, { days: -1, at: '10:00' }, undefined],
    ['a clock time against hours', { after: 5 * HOUR }, { days: -1, at: '10:00' }, undefined],
  ])('%s', (_name, dueRule, remind, expected) => {
    expect(fromAsked(dueRule, remind)).toEqual(expected);
  });
});
