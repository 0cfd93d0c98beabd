import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createAccept } from '../../src/store/sqlite/accept.ts';
import { migrations, text } from './setup.ts';

function fresh(upTo = Number.POSITIVE_INFINITY) {
  const db = new Database(':memory:');
  for (const { name, sql } of migrations()) if (Number(name.slice(0, 4)) <= upTo) db.exec(sql);
  return db;
}

function arrives(db: Database.Database, words: string): number {
  const inbound = text('Ana', words);
  let n = 0;
  const newId = () => `${words}-${n++}`;
  const { fresh: kept } = createAccept(db)([{ inbound, text: JSON.stringify(inbound) }], { now: 1, newId });
  return [...kept.keys()][0]!;
}

test('the number of a message that was erased never names another, though it was the last', () => {
  const db = fresh();
  expect([arrives(db, 'one'), arrives(db, 'two'), arrives(db, 'three')]).toEqual([1, 2, 3]);
  db.exec('delete from inbox where seq = 2');
  expect(arrives(db, 'four')).toBe(4);
  db.exec('delete from inbox');
  expect(arrives(db, 'five')).toBe(5);
  db.exec('delete from inbox');
  expect(arrives(db, 'six')).toBe(6);
});

test('nor does it where the last had gone before numbers were kept this way', () => {
  const db = fresh(35);
  db.exec(`insert into lane (id, created_at) values ('l', 0);
    insert into address (id, lane_id, channel, our_number, raw, created_at) values ('a', 'l', 'none', '1', 'r', 0);
    insert into inbox (seq, channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at) values (41, 'none', '1', 'x', 'a', '{}', 1, 1);
    delete from inbox`);
  db.exec(migrations().find(({ name }) => name.startsWith('0036'))!.sql);
  expect(arrives(db, 'later')).toBe(42);
});
