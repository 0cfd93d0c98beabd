import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { wakeAnchored } from '../../src/outbox/anchored.ts';
import { claim } from '../../src/outbox/operations/claim.ts';
import { look } from '../../src/outbox/operations/look.ts';
import { nextDue } from '../../src/outbox/operations/next-due.ts';
import type { OutboxRow } from '../../src/outbox/row.ts';
import { audienceQuery } from '../../src/programme/audience.ts';
import { shellSight } from '../../src/programme/sight.ts';
import type { Query } from '../../src/store/port.ts';
import { migrations } from '../store/setup.ts';

let db: Database.Database;
beforeEach(() => {
  db = new Database(':memory:');
  for (const { sql } of migrations()) db.exec(sql);
});
afterEach(() => db.close());

function plan({ sql, params }: Query): string {
  const steps = db.prepare(`explain query plan ${sql.sqlite}`).all(params) as { detail: string }[];
  return steps.map(({ detail }) => detail).join('\n');
}

const asked = { channel: 'twilio-sms', held: ['+520'], lowest: 2 };
const given = { ...asked, windowed: false, packs: [], limit: 48, room: 1, rooms: {}, numbers: ['+520', '+521'] };
const more = { blocked: {}, zone: 'UTC', quiet: [], sms: [], budgets: [] };

test.each([
  ['a claim', claim.reads['rows']!({ ...given, ...more }, 1), 6],
  ['whether anything is due', look.reads['due']!({ channels: ['twilio-sms'] }, 1), 3],
  ['when the next is due', nextDue.reads['pending']!({ channels: [asked] }, 1), 3],
])('%s goes to each number and priority on the index, and reads none of those that rest', (_, query, searches) => {
  const steps = plan(query);
  const own = /SEARCH o USING (?:COVERING )?INDEX outbox_pending \(channel=\? AND our_number=\? AND priority=\?/g;
  expect(steps.match(own)).toHaveLength(searches);
  expect(steps).not.toMatch(/SCAN (?:o|outbox|g|f|b)\b/);
  for (const [, held] of steps.matchAll(/SEARCH [gf] (.*)/g))
    expect(held).toMatch(/^USING (?:COVERING )?INDEX outbox_open \(state=\? AND address_id=\?/);
});

test('timers that sleep on a question are found by the person it went to', () => {
  const row = { question_id: 'q', person_id: 'p' } as OutboxRow;
  const [query] = wakeAnchored([{ row, change: { set: {}, ended: true } }], 1);
  expect(plan(query!)).toContain('SEARCH timer USING PRIMARY KEY (person_id=?)');
});

test('unknown outcomes are looked up among themselves, however much waits', () => {
  for (const query of [look.reads['unknown']!({ channels: [] }, 1), nextDue.reads['unknown']!({ channels: [] }, 1)])
    expect(plan(query)).toMatch(/SEARCH o USING (?:COVERING )?INDEX outbox_open \(state=\?/);
});

test('an audience by attendance reads what holds of those expected on an index, and no fact at all', () => {
  const steps = plan(audienceQuery({ programme: 'llera', attendance: { below: 0.8 } }, shellSight('main'), 1));
  expect(
    steps.match(/SEARCH a USING COVERING INDEX attendance_of_her \(person_id=\? AND session_id=\?\)/g),
  ).toHaveLength(2);
  expect(steps).not.toMatch(/SCAN (?:a|attendance|f|attendance_fact)\b/);
});
