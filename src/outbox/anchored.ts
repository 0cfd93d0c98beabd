import type { Millis } from '../base/clock.ts';
import type { Query } from '../store/port.ts';
import type { Change, OutboxRow } from './row.ts';

const SQL = `update timer set anchored_at = @now, due_at = @now
  where state = 0 and anchored_at is null and anchor_question in (select value from json_each(@questions))`;

/**
 * Timers anchored on a question sleep until her phone may have it: its message was accepted, or ended in another way.
 * They are woken in their `anchor` phase; the turn that takes them computes the real moment from the rule.
 */
export function wakeAnchored(
  changed: readonly { readonly row: OutboxRow; readonly change: Change }[],
  now: Millis,
): readonly Query[] {
  const questions = changed.flatMap(({ row, change }) => (change.ended && row.question_id ? [row.question_id] : []));
  return questions.length === 0
    ? []
    : [{ sql: { sqlite: SQL }, params: { now, questions: JSON.stringify(questions) } }];
}
