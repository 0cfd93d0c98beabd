import type { Millis } from '../base/clock.ts';
import type { NewId } from '../base/ids.ts';
import type { TimerRequest } from '../domain/timer.ts';
import type { RowWrite } from './port.ts';

/**
 * The row under (person, key). It always gets a new id: when a timer is set again in the very turn that it woke, the
 * store marks the old id as done and the new row stays waiting.
 */
export function timerRow(
  personId: string,
  timer: TimerRequest,
  at: { readonly now: Millis; readonly newId: NewId; readonly workspace: string },
  when: { readonly question: string } | { readonly due: Millis; readonly anchoredAt: Millis },
): RowWrite {
  const sleeping = 'question' in when;
  return {
    op: 'upsert',
    table: 'timer',
    key: ['person_id', 'key'],
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: personId,
      key: timer.key,
      request: JSON.stringify(timer),
      phase: sleeping ? 'anchor' : 'due',
      anchor_question: sleeping ? when.question : null,
      anchored_at: sleeping ? null : when.anchoredAt,
      due_at: sleeping ? null : when.due,
      state: 0,
      tries: 0,
      did: null,
      created_at: at.now,
    },
  };
}
