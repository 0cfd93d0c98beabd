import fc from 'fast-check';
import { expect, test } from 'vitest';
import { paged, pageInput, toPage } from '../../src/programme/page.ts';
import type { Query, SqlRow } from '../../src/store/port.ts';
import { openDatabase } from '../turn/database.ts';

const ALL: Query = { sql: { sqlite: 'select id, opened_at, why from task' }, params: {} };
const SORT = { by: 'opened_at', id: 'id' };

function tasks() {
  const db = openDatabase();
  db.person('ana');
  const add = (id: string, at: number) =>
    db.db
      .prepare(`insert into task (id, person_id, topic, why, state, opened_at) values (?, 'ana', 'x', ?, 'open', ?)`)
      .run(id, id, at);
  const page = (cursor: string | undefined, limit: number, down = false) => {
    const sort = { ...SORT, down };
    const { sql, params } = paged(ALL, { cursor, limit }, sort);
    const rows = db.db.prepare(sql.sqlite).all(params) as SqlRow[];
    return toPage(rows, { limit }, sort, (row) => String(row['id']));
  };
  return { add, page };
}

test('whatever is inserted between two pages, no row comes twice and none that was there is missed', () => {
  const at = fc.integer({ min: 0, max: 5 }); // few moments: many rows share theirs
  fc.assert(
    fc.property(
      fc.array(at, { maxLength: 25 }),
      fc.array(at, { maxLength: 25 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      (before, between, limit, down) => {
        const { add, page } = tasks();
        for (const [i, when] of before.entries()) add(`b${String(i).padStart(2, '0')}`, when);
        const seen: string[] = [];
        let inserted = 0;
        let next: string | null = null;
        do {
          const got: { items: string[]; next: string | null } = page(next ?? undefined, limit, down);
          seen.push(...got.items);
          next = got.next;
          const when = between[inserted];
          if (when !== undefined) add(`i${inserted++}`, when);
        } while (next !== null);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((id) => id.startsWith('b')).length).toBe(before.length);
      },
    ),
    { numRuns: 60 },
  );
});

test('a page that ends with the list has no next', () => {
  const { add, page } = tasks();
  for (const id of ['a', 'b']) add(id, 1);
  expect(page(undefined, 2)).toEqual({ items: ['a', 'b'], next: null });
  expect(page(undefined, 1).next).not.toBeNull();
});

test('a cursor that is none of ours is refused with a code', () => {
  const { page } = tasks();
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const cursor of [
    'x',
    '%',
    encode([1]),
    encode([1, 2, 3]),
    encode([{}, []]),
    encode({ 0: 1, 1: 2 }),
    encode([null, null]),
  ])
    expect(() => page(cursor, 5)).toThrow(expect.objectContaining({ code: 'CURSOR_INVALID' }));
  expect(page(encode([9, 'zz']), 5)).toEqual({ items: [], next: null });
});

test('a page holds 1 to 200 rows, 50 where nobody says', () => {
  expect(pageInput.limit.parse(undefined)).toBe(50);
  expect(pageInput.limit.parse('200')).toBe(200);
  for (const wrong of ['0', '201', '-1', '1.5', 'x', '']) expect(pageInput.limit.safeParse(wrong).success).toBe(false);
});
