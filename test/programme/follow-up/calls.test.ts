import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/clock.ts';
import { audienceQuery } from '../../../src/programme/audience.ts';
import { call } from '../../../src/programme/follow-up/index.ts';
import { shellSight } from '../../../src/programme/sight.ts';
import { MONDAY } from '../people-at-large.ts';
import { openPeople } from './people.ts';

type People = Awaited<ReturnType<typeof openPeople>>;
let at: People;
beforeEach(async () => {
  at = await openPeople(['ana', 'eva', 'luz', 'sol']);
  at.homework('ana', 'botes', 9);
  at.homework('eva', 'botes', 12);
  at.homework('luz', 'botes', 9);
  at.message('luz', 'sent', 5);
  at.message('sol', 'sent', 4);
  for (const name of ['luz', 'sol']) at.wrote(name, 20);
  await at.found();
});
afterEach(() => at.close());

const what = (person: string, outcome: 'talked' | 'no-answer' | 'later' | 'leaves' | 'wrong', more: object = {}) =>
  at.operate(call, {
    sight: shellSight('main'),
    person: { id: person, programme: 'llera' },
    outcome,
    words: '',
    timezone: 'America/Monterrey',
    by: { kind: 'token', id: 't' },
    workspace: 'main',
    ...more,
  });

describe('A9: whom to call', () => {
  test('more reasons first, then worse ones, then those of longer ago', async () => {
    expect(await at.calls()).toEqual(['luz', 'sol', 'eva', 'ana']);
  });

  test('an audience of those at risk, and of all others', async () => {
    const of = async (at_risk: boolean) => {
      const query = audienceQuery({ programme: 'llera', at_risk }, shellSight('main'), MONDAY);
      return (await at.store.read<{ person_id: string }>(query)).map((row) => row.person_id).sort();
    };
    at.run(`delete from at_risk where person_id <> 'ana'`);
    expect(await of(true)).toEqual(['ana']);
    expect(await of(false)).toEqual(['eva', 'luz', 'sol']);
  });

  test('who was spoken with is left in peace for three days, who did not answer until tomorrow', async () => {
    await what('luz', 'talked');
    await what('sol', 'no-answer');
    expect(await at.calls()).toEqual(['eva', 'ana']);
    expect(await at.calls(MONDAY + 14 * HOUR)).toEqual(['sol', 'eva', 'ana']);
    expect(await at.calls(MONDAY + 3 * DAY)).toEqual(['luz', 'sol', 'eva', 'ana']);
  });

  test('who asked for another day rests until then and comes first on it, even with no reason left', async () => {
    await what('ana', 'later', { on: '2026-03-05' });
    expect(at.rows('select person_id, from_day, to_day from pause')).toEqual([
      { person_id: 'ana', from_day: '2026-03-02', to_day: '2026-03-04' },
    ]);
    at.run(`delete from at_risk where person_id = 'ana'`);
    expect(await at.calls(MONDAY + 2 * DAY)).toEqual(['luz', 'sol', 'eva']);
    expect(await at.calls(MONDAY + 3 * DAY)).toEqual(['ana', 'luz', 'sol', 'eva']);
  });

  test('a wrong number is taken from her and never linked to her again; whoever looks for the right one has a task', async () => {
    await what('luz', 'wrong');
    expect(at.rows(`select * from person_address where person_id = 'luz'`)).toEqual([]);
    expect(at.rows('select person_id, phone from wrong_number')).toEqual([
      { person_id: 'luz', phone: '+528341000002' },
    ]);
    expect(at.rows('select topic, why from task')).toEqual([{ topic: 'wrong-number', why: 'wrong-number' }]);
  });

  test('nobody whom the focal point has, who has left, or who wants nothing from us', async () => {
    at.run(`insert into safeguarding_alert (id, person_id, state, raised_at) values ('a', 'luz', 'open', 1)`);
    at.run(`update enrolment set state = 'withdrawn' where person_id = 'sol'`);
    at.run(`update address set opted_out_at = 1 where id = 'phone eva'`);
    expect(await at.calls()).toEqual(['ana']);
    at.run(`update safeguarding_alert set state = 'closed'`);
    at.run(`update person set blocked_at = 1 where id = 'ana'`);
    expect(await at.calls()).toEqual(['luz']);
  });

  test('A9: a task of a conversation goes to the facilitator of her cohort, else to one with the whole programme', async () => {
    const staff = (id: string, of: string | null) => {
      at.run('insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)', id, 'lane ana', id);
      at.run(`insert into staff (person_id, role, programme, since) values (?, 'facilitator', '', 1)`, id);
      if (of) at.run('insert into staff_scope (person_id, of_id, since) values (?, ?, 1)', id, of);
    };
    const task = (id: string, topic: string) =>
      at.run(
        `insert into task (id, person_id, topic, why, state, opened_at) values (?, 'ana', ?, 'no-answer', 'open', 1)`,
        id,
        topic,
      );
    staff('otra', 'c9');
    task('t1', 'one');
    staff('toda', null);
    task('t2', 'two');
    staff('suya', 'c1');
    task('t3', 'three');
    task('t4', 'privacy');
    expect(at.rows('select id, owner_id from task order by id')).toEqual([
      { id: 't1', owner_id: null },
      { id: 't2', owner_id: 'toda' },
      { id: 't3', owner_id: 'suya' },
      { id: 't4', owner_id: null },
    ]);
  });

  test.each([
    ['CALL_DAY', 'later', {}],
    ['CALL_DAY', 'later', { on: '2026-03-01' }],
    ['CALL_DAY', 'later', { on: '2026-12-24' }],
    ['CALL_WHY', 'leaves', {}],
  ] as const)('%s: %s %o', async (code, outcome, more) => {
    await expect(what('ana', outcome, more)).rejects.toMatchObject({ code });
    expect(at.rows('select * from contact_try')).toEqual([]);
  });
});
