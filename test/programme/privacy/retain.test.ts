import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY } from '../../../src/base/clock.ts';
import { retain, retainStart } from '../../../src/programme/privacy/retain.ts';
import { openRecords, PACK, type Records } from '../people-at-large.ts';

let records: Records;
beforeEach(async () => {
  records = await openRecords();
});
afterEach(() => records.close());

const NOW = () => records.clock.now();
const keep = (retention: object) =>
  records.run(`update setting set value = ? where name = 'pack.llera'`, JSON.stringify({ ...PACK, retention }));

/** Somebody in that state since so many days, with one message and one photo. */
function person(id: string, state: string, days: number, lane = id) {
  records.run('insert or ignore into lane (id, created_at) values (?, 0)', lane);
  records.run(
    `insert or ignore into address (id, lane_id, channel, our_number, raw, created_at) values (?, ?, 'c', 'n', ?, 0)`,
    `a${lane}`,
    lane,
    lane,
  );
  records.run('insert into person (id, lane_id, name, created_at) values (?, ?, ?, 0)', id, lane, id);
  records.run('insert into person_address (person_id, address_id, since) values (?, ?, 0)', id, `a${lane}`);
  records.run(
    `insert into enrolment (person_id, programme, state, since) values (?, 'llera', ?, ?)`,
    id,
    state,
    NOW() - days * DAY,
  );
  records.run(
    `insert into inbox (channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, state) values ('c', 'n', ?, ?, '{"content":1}', 1, 1, 1)`,
    id,
    `a${lane}`,
  );
  records.run(
    `insert into media (id, person_id, address_id, channel, our_number, inbox_seq, ref, kind, state, next_at, path, created_at)
    values (?, ?, ?, 'c', 'n', (select max(seq) from inbox), '{}', 'photo', 'kept', 0, ?, 0)`,
    id,
    id,
    `a${lane}`,
    `p/${id}`,
  );
}
const words = () =>
  records.rows(`select provider_id as id from inbox where inbound <> '{}' order by 1`).map(({ id }) => id);
const files = () => records.rows('select id from media where path is not null order by 1').map(({ id }) => id);

async function night() {
  await records.operate(retain, { table: 'inbox', after: 0 });
  await records.operate(retain, { table: 'media', after: 0 });
}

test('words and files go so many days after she has ended, and not while she takes part', async () => {
  keep({ inboundDays: 90, mediaDays: 30 });
  person('active', 'active', 400);
  person('late', 'completed', 100);
  person('soon', 'completed', 40);
  person('yesterday', 'dropped', 1);
  await night();
  expect(words()).toEqual(['active', 'soon', 'yesterday']);
  expect(files()).toEqual(['active', 'yesterday']);
  expect(records.rows('select path from trash order by 1').map(({ path }) => path)).toEqual(['p/late', 'p/soon']);
});

test('on a phone that two share nothing goes as long as one of them takes part', async () => {
  keep({ inboundDays: 90 });
  person('gone', 'completed', 100, 'one-phone');
  person('here', 'active', 100, 'one-phone');
  await night();
  expect(words()).toEqual(['gone', 'here']);
});

test('a programme that says nothing keeps everything, and no night is planned', async () => {
  person('late', 'completed', 4_000);
  await records.operate(retainStart, {});
  expect(records.rows('select operation from job')).toEqual([]);
  await night();
  expect([words(), files()]).toEqual([['late'], ['late']]);
});

test('one night follows another, and a second start plans no second', async () => {
  keep({ inboundDays: 90 });
  await records.operate(retainStart, {});
  await records.operate(retainStart, {});
  expect(records.rows('select operation, input from job')).toEqual([
    { operation: 'privacy.retain', input: '{"table":"inbox","after":0}' },
  ]);
  await records.operate(retain, { table: 'media', after: 0 });
  const [, next] = records.rows('select not_before from job order by not_before');
  expect(Number(next!['not_before']) - NOW()).toBeGreaterThan(DAY / 2);
});
