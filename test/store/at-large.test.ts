import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { nextTimer } from '../../src/store/pending.ts';
import { SOURCES } from '../../src/store/sqlite/claim-sources.ts';
import { migrations } from './setup.ts';

const SRC = join(import.meta.dirname, '../../src');

function plan(sql: string, params: unknown): string[] {
  const db = new Database(':memory:');
  for (const migration of migrations()) db.exec(migration.sql);
  const steps = db.prepare(`explain query plan ${sql}`).all(params) as { detail: string }[];
  db.close();
  return steps.map(({ detail }) => detail);
}

const INDEX = { inbox: 'inbox_pending', event: 'event_pending', timer: 'timer_due' };

test.each(SOURCES)(
  'the head of pending $from rows comes off its index, sorted already',
  ({ from, select, where, order }) => {
    const steps = plan(`${select} ${where} order by ${order} limit ? + 0`, [1, 100]);
    expect(steps[0]).toContain(`USING INDEX ${INDEX[from]}`);
    expect(steps.join('\n')).not.toMatch(/TEMP B-TREE|SCAN (?!. USING INDEX)/);
  },
);

test.each(SOURCES)('the first pending $from row of a lane is looked up from the lane', ({ ofLane }) => {
  const steps = plan(ofLane, { lane: 'l', now: 1 });
  expect(steps.filter((step) => /SCAN (?!s$)/.test(step))).toEqual([]);
  expect(steps.join('\n')).not.toMatch(/timer_due|event_pending|inbox_pending/);
});

test('when the next timer is due is the first entry of its index', () => {
  const steps = plan(nextTimer.reads['next']!({}, 0).sql.sqlite, {});
  expect(steps.join('\n')).toContain('SEARCH timer USING COVERING INDEX timer_due');
});

// SQLite prepares a statement anew, some 500 µs for a large one, each time a parameter that stands alone as its LIMIT is bound:
// the planner wants to know its value. `limit @n + 0` is no such parameter.
test('no statement has a bare parameter as its limit', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
  const bare = files.filter((name) =>
    /\blimit (?:@\w+|\?)\s*(?:[`)'"]|$)/im.test(readFileSync(join(SRC, name), 'utf8')),
  );
  expect(bare).toEqual([]);
});
