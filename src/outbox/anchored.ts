import type { Millis } from '../base/clock.ts';
import type { Query } from '../store/port.ts';
import type { Change, OutboxRow } from './row.ts';

const SQL = `update timer set anchored_at = @now, due_at = @now
  where person_id in (select value from json_each(@persons)) and state = 0 and anchored_at is null
    and anchor_question in (select value from json_each(@questions))`;

/**
 * Timers anchored on a question sleep until her phone may have it: its message was accepted, or ended in another way.
 * They are woken in their `anchor` phase; the turn that takes them computes the real moment from the rule.
 */
export function wakeAnchored(
  changed: readonly { readonly row: OutboxRow; readonly change: Change }[],
  now: Millis,
): readonly Query[] {
  const asked = changed.flatMap(({ row, change }) => (change.ended && row.question_id ? [row] : []));
  if (asked.length === 0) return [];
  const questions = JSON.stringify(asked.map((row) => row.question_id));
  const persons = JSON.stringify([...new Set(asked.map((row) => row.person_id))]);
  return [{ sql: { sqlite: SQL }, params: { now, persons, questions } }];
}
