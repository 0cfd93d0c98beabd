import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY } from '../../../src/base/clock.ts';
import { MONDAY, PACK } from '../people-at-large.ts';
import { openPeople } from './people.ts';

type People = Awaited<ReturnType<typeof openPeople>>;
let at: People;
beforeEach(async () => {
  at = await openPeople(['ana', 'luz']);
});
afterEach(() => at.close());

const ago = (days: number) => MONDAY - days * DAY;

describe('A9: who is at risk, and why', () => {
  test('two sessions missed one after the other; present, late, represented and excused are no absence', async () => {
    for (const [id, days] of [
      ['s1', 20],
      ['s2', 13],
      ['s3', 6],
    ] as const) {
      at.session(id, days);
      at.roll(id, 'luz', id === 's2' ? 'excused' : 'late');
    }
    at.roll('s1', 'ana', 'present');
    at.roll('s2', 'ana', 'absent');
    // of s3 nothing is known of her: the roll was taken, and she was not there
    expect(await at.found()).toEqual(['ana sessions 2']);
    at.roll('s3', 'ana', 'represented');
    expect(await at.found()).toEqual([]);
  });

  test('a session of which nobody was recorded, is cancelled or is still to end counts for nothing', async () => {
    at.session('s1', 13);
    at.session('s2', 6);
    at.session('s3', -1);
    at.roll('s1', 'luz', 'present');
    expect(await at.found()).toEqual([]);
    at.roll('s2', 'luz', 'present');
    at.run(`update session set cancelled_at = 1 where id = 's2'`);
    expect(await at.found()).toEqual([]);
  });

  test('homework more than seven days past its day, and nothing of it received', async () => {
    at.homework('ana', 'botes', 8);
    at.homework('ana', 'costos', 9);
    at.homework('luz', 'botes', 7);
    at.homework('luz', 'costos', 30, 'received');
    expect(await at.found()).toEqual(['ana homework 2']);
  });

  test('silent for ten days while something was expected of her, by her own words on a shared phone', async () => {
    at.lesson('ana', 'uno', ago(30), ago(30));
    at.lesson('luz', 'uno', ago(30), ago(30), ago(29));
    at.wrote('ana', 11);
    at.wrote('luz', 40); // nothing is expected of her
    expect(await at.found()).toEqual(['ana silent 1']);
    at.wrote('ana', 9);
    expect(await at.found()).toEqual([]);
    // Luz uses the phone too: what she writes is no word of Ana's
    at.wrote('ana', 0);
    at.run(`insert into person_address (person_id, address_id, since) values ('luz', 'phone ana', 0)`);
    expect(await at.found()).toEqual(['ana silent 1']);
  });

  test('undelivered for three days; what arrived later, or a word of hers, ends it', async () => {
    for (const name of ['ana', 'luz']) at.wrote(name, 6);
    at.message('ana', 'sent', 5);
    at.message('luz', 'failed', 2);
    expect(await at.found()).toEqual(['ana undelivered 1']);
    at.wrote('ana', 4);
    expect(await at.found()).toEqual([]);
    at.wrote('ana', 6);
    at.message('ana', 'delivered', 1, true);
    expect(await at.found()).toEqual([]);
  });

  test('released and never opened for five days, unless she is in another lesson', async () => {
    at.lesson('ana', 'dos', ago(6), null);
    at.lesson('luz', 'uno', ago(9), ago(9));
    at.lesson('luz', 'dos', ago(6), null);
    expect(await at.found()).toEqual(['ana unopened 1']);
  });

  test('whoever does not take part any more, or rests, is not at risk', async () => {
    at.homework('ana', 'botes', 20);
    expect(await at.found()).toEqual(['ana homework 1']);
    at.run(`update enrolment set state = 'paused', since = ? where person_id = 'ana'`, ago(0));
    expect(await at.found()).toEqual([]);
    at.run(`update enrolment set state = 'dropped' where person_id = 'ana'`);
    expect(await at.found()).toEqual([]);
  });
});

describe('pauses stop the clock', () => {
  test('her own PAUSA, kept from when it began to when it ended', async () => {
    at.homework('ana', 'botes', 10);
    at.run(`update enrolment set state = 'paused', since = ? where person_id = 'ana'`, ago(8));
    at.run(`update enrolment set state = 'active', since = ? where person_id = 'ana'`, ago(2));
    expect(at.rows('select from_at, to_at from rest')).toEqual([{ from_at: ago(8), to_at: ago(2) }]);
    expect(await at.found()).toEqual([]); // four days of ten
    at.run(`update rest set to_at = ?`, ago(6));
    expect(await at.found()).toEqual(['ana homework 1']); // eight of ten
  });

  test('her cohort’s and her own from the team, both days included', async () => {
    at.homework('ana', 'botes', 10);
    at.homework('luz', 'botes', 10);
    at.pause({ person: 'ana' }, '2026-02-24', '2026-02-26');
    expect(await at.found()).toEqual(['luz homework 1']);
    at.pause({ cohort: 'c1' }, '2026-02-21', '2026-02-23');
    expect(await at.found()).toEqual([]);
  });

  test('the calendar of the programme; within it nobody is at risk', async () => {
    at.homework('ana', 'botes', 30);
    const calendar = [{ pause: 'cosecha', from: '2026-03-01', to: '2026-03-04' }];
    at.run(`update setting set value = ? where name = 'pack.llera'`, JSON.stringify({ ...PACK, calendar }));
    expect(await at.found()).toEqual([]);
    at.clock.set(MONDAY + 4 * DAY);
    expect(await at.found()).toEqual(['ana homework 1']);
  });

  test('a session held in her pause was not missed', async () => {
    at.session('s1', 13);
    at.session('s2', 6);
    for (const id of ['s1', 's2']) at.roll(id, 'luz', 'present');
    expect(await at.found()).toEqual(['ana sessions 2']);
    at.pause({ person: 'ana' }, '2026-02-24', '2026-02-24');
    expect(await at.found()).toEqual([]);
  });
});
